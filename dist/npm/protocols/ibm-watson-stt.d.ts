export * from "./ibm-watson-stt.cjs";
