export * from "./blazeauth.cjs";
