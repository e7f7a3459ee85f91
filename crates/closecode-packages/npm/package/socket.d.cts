/** The class of sockets that the platform has, if it has one. */
export type PlatformWebSocket = typeof globalThis extends { WebSocket: infer W } ? W : any;
