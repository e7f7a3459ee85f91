export * from "./seven-tv-eventapi.cjs";
