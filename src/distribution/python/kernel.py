"""What kernel.json names: python -m nablab.kernel CONNECTION_FILE"""

import sys

from .node import launch

if __name__ == "__main__":
    sys.exit(launch(["kernel", *sys.argv[1:]]))
