export * from "./saltyrtc.cjs";
