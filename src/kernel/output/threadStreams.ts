// Runs at the start of every thread of a cell: what it writes to the file descriptors 1 and 2 goes where its
// console writes.

import { installDescriptors } from "./descriptors";

installDescriptors((name, bytes) => void process[name].write(bytes));
