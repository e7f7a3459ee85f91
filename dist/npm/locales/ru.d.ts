export * from "./ru.cjs";
