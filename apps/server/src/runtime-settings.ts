import { setFlagsFromString } from 'node:v8'

/**
 * Loaded first, since Node makes its pool of threads at the first use and then never changes it. Each statement of the
 * embedded engine holds a thread while it runs. With the usual four, one report on each lane would leave none for the
 * disk, for decompression and for the insert that senders wait for.
 */
process.env.UV_THREADPOOL_SIZE ??= '12'

/**
 * Collects garbage when the heap has grown by so many percent over what was alive. Left alone, V8 goes by the machine's
 * memory, not by ours: under full load the heap then grows to four times what is in use.
 */
setFlagsFromString('--heap-growing-percent=40')
