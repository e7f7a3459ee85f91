export * from "./schulcloud-tldraw.cjs";
