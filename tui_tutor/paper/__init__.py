"""The screen on paper: pictures, films and sheets in files, made without a terminal."""
