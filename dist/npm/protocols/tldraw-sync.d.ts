export * from "./tldraw-sync.cjs";
