"""Program to operations to moments; knows no lesson and no screen."""
