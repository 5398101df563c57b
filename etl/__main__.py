"""`python -m etl …`"""

import sys

from etl.cli import main

sys.exit(main(sys.argv[1:]))
