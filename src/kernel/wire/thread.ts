// Begins the protocol's thread.

import { join } from "node:path";
import { userCacheFolder } from "../host/cacheFolder";
import { OwnModules, packPath } from "../loading/ownModules";

/** By then the first cell has usually been run, in milliseconds. */
const settled = 3000;

const modules = new OwnModules(packPath(userCacheFolder(), "protocol"));
modules.require(join(__dirname, "worker.js"));
setTimeout(() => modules.save(), settled).unref();
