/**
 * Loaded first, since Node makes its pool of threads at the first use and then never changes it. Each statement of the
 * embedded engine holds a thread while it runs. With the usual four, one report on each lane would leave none for the
 * disk, for decompression and for the insert that senders wait for.
 */
process.env.UV_THREADPOOL_SIZE ??= '12'
