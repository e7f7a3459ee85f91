export { reconnecting } from "./partysocket.cjs";
export type { ReconnectingOptions } from "./partysocket.cjs";
