// Node 18 has WebCrypto, but not where browsers have it. Imported before the libraries, which look for it there.
import { webcrypto } from 'node:crypto'

globalThis.crypto ??= webcrypto
