/** The little of it that is used; the package brings no types. */
declare module 'fengari' {
  type State = { readonly brand: unique symbol };
  type LuaString = Uint8Array;
  const fengari: {
    readonly to_luastring: (text: string) => LuaString;
    readonly to_jsstring: (text: LuaString) => string;
    readonly lua: {
      readonly LUA_OK: number;
      readonly LUA_TNUMBER: number;
      readonly LUA_TSTRING: number;
      readonly LUA_TBOOLEAN: number;
      readonly LUA_TTABLE: number;
      lua_gettop(state: State): number;
      lua_settop(state: State, top: number): void;
      lua_type(state: State, at: number): number;
      lua_tonumber(state: State, at: number): number;
      lua_tostring(state: State, at: number): LuaString;
      lua_toboolean(state: State, at: number): boolean;
      lua_pushnumber(state: State, value: number): void;
      lua_pushinteger(state: State, value: number): void;
      lua_pushstring(state: State, value: LuaString): void;
      lua_pushboolean(state: State, value: boolean): void;
      lua_pushvalue(state: State, at: number): void;
      lua_pushcfunction(state: State, call: (state: State) => number): void;
      lua_createtable(state: State, items: number, fields: number): void;
      lua_setfield(state: State, at: number, name: LuaString): void;
      lua_seti(state: State, at: number, index: number): void;
      lua_geti(state: State, at: number, index: number): number;
      lua_setglobal(state: State, name: LuaString): void;
      lua_pcall(state: State, args: number, results: number, handler: number): number;
    };
    readonly lauxlib: {
      luaL_newstate(): State;
      luaL_loadstring(state: State, script: LuaString): number;
    };
    readonly lualib: {
      luaL_openlibs(state: State): void;
    };
  };
  export default fengari;
}
