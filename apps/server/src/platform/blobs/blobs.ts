/**
 * Large things that no query looks into, by key: names of letters, digits, `.`, `_` and `-`, parted by `/`, as in
 * `recordings/default/4f1c/0`. Nothing above this port knows whether they lie in a folder or in an object store.
 */
export interface Blobs {
  /** Resolves when the content is on disk. A key that is there already gets the new content, at once and whole. */
  put(key: string, content: Uint8Array): Promise<void>
  /** Undefined where there is none. */
  get(key: string): Promise<Buffer | undefined>
  /** Resolves when it is gone; also where it never was. */
  remove(key: string): Promise<void>
  /** Removes all whose keys begin with a prefix of whole names: `recordings/default/4f1c`. */
  removeAll(prefix: string): Promise<void>
}
