import fengari from 'fengari';
import { must } from '#shared/lib/must.ts';

const { lua, lauxlib, lualib, to_jsstring: fromLua, to_luastring: toLua } = fengari;
type State = ReturnType<typeof lauxlib.luaL_newstate>;

/** What Redis answers a script, and a script its caller. */
export type Reply = string | number | null | readonly Reply[];
/** One command of Redis. */
export type RedisCall = (words: readonly string[]) => Reply;

/**
 * Runs the scripts of the product by a real Lua. Its whole numbers have 32 bits, where those of Redis are doubles: what
 * may be greater has to come as a number with a point in it, or as more digits than fit.
 */
export class LuaScripts {
  readonly #state: State;
  /** Where each script that was ever run lies, compiled, on the stack. */
  readonly #compiled = new Map<string, number>();
  #call: RedisCall = () => null;

  constructor() {
    const state = lauxlib.luaL_newstate();
    this.#state = state;
    lualib.luaL_openlibs(state);
    this.#define('redis', 'call', () => {
      const words = Array.from({ length: lua.lua_gettop(state) }, (_, at) => textAt(state, at + 1));
      push(state, this.#call(words), false);
    });
    this.#define('cjson', 'decode', () => push(state, JSON.parse(textAt(state, 1)), null));
  }

  run(script: string, keys: readonly string[], args: readonly string[], call: RedisCall): Reply {
    const state = this.#state;
    this.#call = call;
    push(state, keys, null);
    lua.lua_setglobal(state, toLua('KEYS'));
    push(state, args, null);
    lua.lua_setglobal(state, toLua('ARGV'));
    const compiled = this.#compile(script);
    lua.lua_pushvalue(state, compiled);
    if (lua.lua_pcall(state, 0, 1, 0) !== lua.LUA_OK) throw new Error(textAt(state, -1));
    const reply = replyAt(state, lua.lua_gettop(state));
    lua.lua_settop(state, this.#compiled.size);
    return reply;
  }

  #compile(script: string): number {
    const known = this.#compiled.get(script);
    if (known !== undefined) return known;
    if (lauxlib.luaL_loadstring(this.#state, toLua(script)) !== lua.LUA_OK) throw new Error(textAt(this.#state, -1));
    const at = lua.lua_gettop(this.#state);
    this.#compiled.set(script, at);
    return at;
  }

  #define(library: string, name: string, work: () => void): void {
    lua.lua_createtable(this.#state, 0, 1);
    lua.lua_pushcfunction(this.#state, () => {
      work();
      return 1;
    });
    lua.lua_setfield(this.#state, -2, toLua(name));
    lua.lua_setglobal(this.#state, toLua(library));
  }
}

/** @param absent what stands for nothing: `false` in an answer of Redis, no entry elsewhere. */
function push(state: State, value: unknown, absent: false | null): void {
  if (typeof value === 'number') return lua.lua_pushnumber(state, value);
  if (typeof value === 'string') return lua.lua_pushstring(state, toLua(value));
  if (typeof value === 'boolean') return lua.lua_pushboolean(state, value);
  if (value === null && absent === false) return lua.lua_pushboolean(state, false);
  if (typeof value !== 'object' || value === null) throw new Error('nothing that Lua knows');
  lua.lua_createtable(state, 0, 0);
  if (Array.isArray(value)) {
    value.forEach((item, at) => {
      push(state, item, absent);
      lua.lua_seti(state, -2, at + 1);
    });
    return;
  }
  for (const [name, item] of Object.entries(value)) {
    push(state, item, absent);
    lua.lua_setfield(state, -2, toLua(name));
  }
}

/** As Redis has it from a script: numbers lose what is behind the point, and a list ends at its first gap. */
function replyAt(state: State, at: number): Reply {
  const type = lua.lua_type(state, at);
  if (type === lua.LUA_TNUMBER) return Math.trunc(lua.lua_tonumber(state, at));
  if (type === lua.LUA_TSTRING) return textAt(state, at);
  if (type === lua.LUA_TBOOLEAN) return lua.lua_toboolean(state, at) ? 1 : null;
  if (type !== lua.LUA_TTABLE) return null;
  const items: Reply[] = [];
  for (;;) {
    lua.lua_geti(state, at, items.length + 1);
    const item = replyAt(state, lua.lua_gettop(state));
    lua.lua_settop(state, lua.lua_gettop(state) - 1);
    if (item === null) return items;
    items.push(item);
  }
}

function textAt(state: State, at: number): string {
  const isNumber = lua.lua_type(state, at) === lua.LUA_TNUMBER;
  if (isNumber) return String(lua.lua_tonumber(state, at));
  return fromLua(must(lua.lua_tostring(state, at), 'a text'));
}
