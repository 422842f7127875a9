// The library as a script of the worker's.

import * as library from "../../index";

Object.assign(globalThis, { "nablab.library": library });
