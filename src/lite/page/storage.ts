// What the browser lets this site keep.

import { browser } from "./browser";

/** Whether files can be kept. */
export function canStore(): Promise<boolean> {
  return new Promise((done) => {
    try {
      const request = browser.indexedDB!.open("nablab may store");
      request.onerror = () => done(false);
      request.onsuccess = () => {
        request.result.close();
        browser.indexedDB!.deleteDatabase("nablab may store");
        done(true);
      };
    } catch {
      done(false);
    }
  });
}

/** Whether settings can be kept: a browser that blocks a site's data throws where they are only named. */
export function hasLocalStorage(): boolean {
  try {
    return browser.localStorage != null;
  } catch {
    return false;
  }
}
