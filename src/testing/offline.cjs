// Required by Node before a kernel of the tests: a connection to another machine is noted in the file that NABLAB_CALLS names, and refused.
"use strict";

const fs = require("fs");
const net = require("net");

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const host = typeof first === "object" ? first.host : args[1];
  if (host !== undefined && !/^(localhost|127\.|::1$)/.test(host)) {
    fs.appendFileSync(process.env.NABLAB_CALLS, `${host}\n`);
    throw new Error(`${host} is on another machine`);
  }
  return connect.apply(this, args);
};
