"""What a checkout needs beside the product: embedded servers, `make run`, checks. Production never runs any of it."""
