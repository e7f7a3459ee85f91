export * from "./liveblocks.cjs";
