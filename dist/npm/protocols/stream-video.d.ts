export * from "./stream-video.cjs";
