// @ts-check
/**
 * Loaded (`--import`) into the server and the CLI by the scripts that start them. When the starter is killed
 * outright, the channel to it closes, and the program stops as on SIGTERM instead of staying behind, unseen,
 * on its port and its data folder. A closed terminal stops it the same way.
 */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.once('SIGHUP', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
