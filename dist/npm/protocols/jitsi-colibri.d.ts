export * from "./jitsi-colibri.cjs";
