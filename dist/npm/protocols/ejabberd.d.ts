export * from "./ejabberd.cjs";
