"""Why an error falls or does not."""
