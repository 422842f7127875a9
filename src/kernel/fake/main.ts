// A kernel with the small engine: node fake/main.js CONNECTION_FILE

import { startKernel } from "../start";
import { loadFake } from "./engine";

void startKernel(process.argv[2], loadFake);
