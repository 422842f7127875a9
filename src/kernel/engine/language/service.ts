// Language services over the files that the checker has: what editors ask is answered from the same parsed
// files.

import type TypeScript from "typescript";
import type { Extent } from "./options";
import type { World } from "./programs";

/** What a service looks at. */
export interface ServiceRoots {
  extent: Extent;
  /** The files that it begins with, as they are at the moment of a question. */
  roots: () => string[];
  /** The version of a file that changes with every question; undefined for all others. */
  version?: (path: string) => string | undefined;
}

export function createService(world: World, roots: ServiceRoots): TypeScript.LanguageService {
  return world.ts.createLanguageService(hostOf(world, roots), sharedRegistry(world));
}

function hostOf(world: World, { extent, roots, version }: ServiceRoots): TypeScript.LanguageServiceHost {
  const { ts, files, host, folder, resolver, options } = world;
  return {
    ...host,
    writeFile: undefined,
    getCompilationSettings: () => options(extent),
    getScriptFileNames: roots,
    getScriptVersion: (path) => version?.(path) ?? files.stamp(path),
    getScriptSnapshot: (path) => {
      const text = version?.(path) === undefined ? files.source(path)?.text : files.read(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: (settings) =>
      `${host.getDefaultLibLocation!()}/${ts.getDefaultLibFileName(settings)}`,
    readDirectory: host.readDirectory?.bind(host),
    resolveModuleNameLiterals: (literals, containing, _redirected, settings, from) =>
      resolver.modules(literals, containing, settings, from),
    resolveTypeReferenceDirectiveReferences: host.resolveTypeReferenceDirectiveReferences?.bind(host),
  };
}

/** The service gets the very objects that the checker has, instead of parsing everything a second time. */
function sharedRegistry({ files }: World): TypeScript.DocumentRegistry {
  const get = (path: string): TypeScript.SourceFile => files.source(path)!;
  return {
    acquireDocument: get,
    acquireDocumentWithKey: get,
    updateDocument: get,
    updateDocumentWithKey: get,
    getKeyForCompilationSettings: () => "" as TypeScript.DocumentRegistryBucketKey,
    releaseDocument: () => {},
    releaseDocumentWithKey: () => {},
    reportStats: () => "",
  };
}
