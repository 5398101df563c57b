"""What all pages share: who reads, what is read, how it is filtered, worded and laid out."""
