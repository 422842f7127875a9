// node dist/apiReference/main.js FOLDER: writes the API reference there. `nablab book` calls it in a
// checkout.

import { writeReference } from "./reference";

void writeReference(process.argv[2]).then((names) => console.log(`${names.length} exports`));
