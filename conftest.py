pytest_plugins = ["dev.pytest_database"]
