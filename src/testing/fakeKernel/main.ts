// A kernel with the small engine: node fakeKernel/main.js CONNECTION_FILE

import { startKernel } from "../../kernel/start";
import { loadFake } from "./engine";

startKernel(process.argv[2], loadFake);
