"""What a checkout needs beside the product: servers, `make run`, checks. Production runs none of it."""
