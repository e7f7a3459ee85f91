export * from "./signal-desktop-legacy.cjs";
