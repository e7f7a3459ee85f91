// What a pasted text says about the end of a connection: the crate's `closecode::message::classify`, in a browser. The table
// is made from the same data, the functions are called as there, and a test compares the answers. A text is read as the bytes
// of its UTF-8, one in each character of a string, so that distances and places are the crate's.
(() => {
  "use strict";

  /** How far the words around a number count, and how many before it may say what it is. */
  const [BEFORE, AFTER, NEAR] = [200, 120, 6];
  /** How much of a word is read, what is too long for one, and how far apart words may be. */
  const [LONGEST, LONG, GAP] = [24, 256, 24];
  /** The most bytes that `{*}` takes the place of, and how many bytes a text of the table is found by. */
  const [REACH, GRAM] = [1024, 5];

  const CODES = "error err errno errors";
  const SOCKETS = "event evt ev e";
  const MEASURES =
    "port ports line lines pid tid uid gid id size length len timeout after in since every " +
    "within for until version max min limit count total took delay interval wait seq thread fd " +
    "process issue pr copyright rfc bytes ms about up exceeds than attempt retry jan feb mar " +
    "apr may jun jul aug sep oct nov dec http not localhost mtu rate offset page sizeof";
  const FILLERS =
    "with is was of the a an as to by on and or number exit custom its get got gets getting " +
    "return returns returned value reason message description event evt e unexpectedly " +
    "connection session server client remote peer websocket ws socket like it due following " +
    "invalid same type this normal from cause info frame immediately int u uint some none i x " +
    "always because state currently";
  const UNITS =
    "ms s sec secs min mins us ns h byte kb mb gb kib mib b px hz khz mhz msec times rows fps " +
    "rpm usd eur second millisecond minute dpi fds jobs msgs reqs";
  const UNCOUNTED = "codes throws errors closes means disconnects";

  const isDigit = (c) => c >= "0" && c <= "9";
  const isLetter = (c) => /[A-Za-z_\x80-\xff]/.test(c);
  const isJoined = (c) => isLetter(c) || isDigit(c);
  const lower = (text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const fold = (text) => lower(text).replace(/\t/g, " ");
  const count = (text, from, holds) => {
    let to = from;
    while (to < text.length && holds(text[to])) to += 1;
    return to - from;
  };
  const countBack = (text, from, holds) => {
    let to = from;
    while (to > 0 && holds(text[to - 1])) to -= 1;
    return from - to;
  };
  const number = (digits) => (/^\d{1,5}$/.test(digits) && Number(digits) <= 65535 ? Number(digits) : null);

  /** The words around a place, in lower case. */
  const word = (text, start, end) => {
    const letters = lower(text.slice(start, Math.min(end, start + LONGEST)));
    const has = (part) => letters.includes(part);
    const isOneOf = (list) => list.split(" ").includes(letters);
    const isPlural = letters.length > 4 && letters.endsWith("s") && !letters.endsWith("ss");
    const isWebsocket = has("websocket") || has("wasclean") || isOneOf("ws wss wscode wserror");
    return {
      letters, start, end, has, isOneOf, isWebsocket,
      isClose:
        (has("clos") && !has("disclos") && !has("enclose")) || has("disconnect") || has("terminat") || letters === "failing",
      isCode: has("code") || has("status") || isOneOf(CODES),
      isSocket: isWebsocket || isOneOf(SOCKETS),
      isMeasure: isOneOf(MEASURES),
      isFiller: isOneOf(FILLERS),
      isCounted: (isPlural && !isOneOf(UNCOUNTED)) || isOneOf(UNITS),
    };
  };
  const isGap = (c) => !isLetter(c) && c !== "\n" && c !== "\r";
  function* before(text, place) {
    let end = place;
    for (;;) {
      const gap = Math.min(countBack(text, end, isGap), GAP + 1);
      end -= gap;
      const length = Math.min(countBack(text, end, isLetter), LONG);
      if (!length || gap > GAP) return;
      yield word(text, end - length, end);
      end -= length;
    }
  }
  function* after(text, place) {
    let start = place;
    for (;;) {
      const gap = Math.min(count(text, start, isGap), GAP + 1);
      start += gap;
      const length = Math.min(count(text, start, isLetter), LONG);
      if (!length || gap > GAP) return;
      yield word(text, start, start + length);
      start += length;
    }
  }
  const take = (words, most) => {
    const taken = [];
    for (const one of words) {
      if (taken.length === most) break;
      taken.push(one);
    }
    return taken;
  };
  const first = (words) => words.next().value;

  /** Whether a pattern is at a place: from its rare bytes backward to its beginning and forward to its end. */
  const isSpace = (c) => c === " ";
  const takeHole = (hole, text, start, end, found) => {
    const digits = text.slice(start, end);
    if (hole === "nu") return digits.length > 0;
    const value = number(digits);
    if (value === null) return false;
    const slot = { co: "code", re: "received", se: "sent", st: "status" }[hole];
    if (!slot || (slot === "status" && (digits.length !== 3 || value < 100 || value > 599))) return false;
    found[slot] = [value, start, end];
    return true;
  };
  const forward = (pattern, text, from, found) => {
    let [place, rest] = [from, pattern];
    for (;;) {
      if (!rest) return [place, rest];
      if (rest.startsWith("{*}")) return [place, rest.slice(3)];
      if (rest[0] === "{" && rest.length > 2 && rest[1] !== "{") {
        const hole = rest.slice(1, 3);
        const sign = hole === "nu" && text[place] === "-" ? 1 : 0;
        const digits = count(text, place + sign, isDigit);
        const [start, end] = [place + sign, place + sign + digits];
        if (!takeHole(hole, text, start, end, found)) return null;
        place = end;
        rest = rest.slice(rest.indexOf("}") + 1);
      } else if (rest[0] === " ") {
        const blanks = place > 0 && text[place - 1] === " " ? 0 : count(text, place, isSpace);
        if (!blanks) return null;
        place += blanks;
        rest = rest.slice(1);
      } else {
        if (text[place] !== lower(rest[0])) return null;
        place += 1;
        rest = rest.slice(/[{}]/.test(rest[0]) ? 2 : 1);
      }
    }
  };
  const backward = (pattern, text, from, found) => {
    let [place, rest] = [from, pattern];
    for (;;) {
      if (!rest) return place;
      const last = rest.at(-1);
      if (last === "}" && rest.length > 1 && rest.at(-2) !== "}") {
        const name = rest.lastIndexOf("{");
        const hole = rest.slice(name + 1, name + 3);
        rest = rest.slice(0, name);
        const start = place - countBack(text, place, isDigit);
        if (!takeHole(hole, text, start, place, found)) return null;
        place = start - (hole === "nu" && !rest.endsWith("-") && text[start - 1] === "-" ? 1 : 0);
      } else if (last === " ") {
        const blanks = countBack(text, place, isSpace);
        if (!blanks) return null;
        place -= blanks;
        rest = rest.slice(0, -1);
      } else {
        if (place < 1 || text[place - 1] !== lower(last)) return null;
        place -= 1;
        rest = rest.slice(0, /[{}]/.test(last) ? -2 : -1);
      }
    }
  };
  const nearest = (pattern, text, start, found) => {
    const wanted = lower(pattern[0]);
    for (let place = start; place < text.length && place <= start + REACH && !/[\n\r]/.test(text[place]); place += 1) {
      const at = text[place] === wanted && forward(pattern, text, place, found);
      if (at) return at;
    }
    return null;
  };
  const matchAt = (pattern, anchor, text, place) => {
    const found = {};
    const start = backward(pattern.slice(0, anchor), text, place, found);
    if (start === null) return null;
    // The bytes end with the first of a run.
    const end = pattern[anchor - 1] === " " ? place + count(text, place, isSpace) : place;
    let at = forward(pattern.slice(anchor), text, end, found);
    while (at && at[1]) at = nearest(at[1], text, at[0], found);
    return at && { ...found, start, end: at[0] };
  };
  /** The bytes by which a pattern is found. */
  const gramOf = (pattern, anchor) => {
    let [gram, place] = ["", anchor];
    while (gram.length < GRAM) {
      place -= 1;
      gram = fold(pattern[place]) + gram;
      if (/[{}]/.test(pattern[place])) place -= 1;
    }
    return gram;
  };

  const bytes = (text) => String.fromCharCode(...new TextEncoder().encode(text.slice(0, 8000)));

  /** Makes the function from the table: a text to a finding, or to null. Places count bytes. */
  const classifier = ({ by, codes, rows }) => {
    const grams = new Map();
    const table = rows.map(([text, anchor, means, code, isClear, who], row) => {
      const pattern = bytes(text);
      const gram = gramOf(pattern, anchor);
      grams.set(gram, [...(grams.get(gram) ?? []), row]);
      return { pattern, anchor, means, code: code || null, isClear: Boolean(isClear), by: who.map((place) => by[place]) };
    });
    const nameOf = new Map(codes.map(([code, name]) => [code, name]));
    const registered = codes.filter(([, name]) => name);
    const isKnown = (code) => Boolean(nameOf.get(code));
    const isTelling = (constant) => constant.includes("_") || /[a-z][A-Z]/.test(constant);
    const isCalled = ([, name, ident, others], wanted, counts) =>
      (name && [name, ident].some((own) => lower(own) === wanted)) ||
      others.some((other) => lower(other) === wanted && counts(other));
    const called = (name, counts) => {
      const wanted = lower(name);
      const found = [...registered, ...codes.filter(([, , , others]) => others.length)].find((row) => isCalled(row, wanted, counts));
      return found ? found[0] : null;
    };
    const parse = (text) => {
      const trimmed = text.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, "");
      const [digits] = /^\d*/.exec(trimmed);
      const rest = trimmed.slice(digits.length);
      if (!digits) return called(trimmed, isTelling);
      const value = Number(digits) <= 65535 ? Number(digits) : null;
      if (value === null || !rest) return value;
      const name = /^ \((.*)\)$/s.exec(rest)?.[1] ?? (/^ [^(]/.test(rest) || rest === " " ? rest.slice(1) : null);
      const row = codes.find(([code]) => code === value);
      return name !== null && row && isCalled(row, lower(name), () => true) ? value : null;
    };

    const printed = (text, folded) => {
      let best = null;
      let gram = "";
      for (let place = 0; place < folded.length; place += 1) {
        const byte = folded[place];
        if (byte === " " && gram.endsWith(" ")) continue;
        gram = (gram + byte).slice(-GRAM);
        for (const row of grams.get(gram) ?? []) {
          if (best && best.row <= row) break;
          const found = matchAt(table[row].pattern, table[row].anchor, folded, place + 1);
          if (found) best = { row, ...found };
        }
      }
      if (!best) return null;
      const { means, code: implied, isClear, by: who } = table[best.row];
      if (means === "refused" && !best.status) best.status = statusAfter(text, best.end) ?? undefined;
      const [one, two] =
        best.received && best.sent && means === "sent" ? [best.sent, best.received]
        : best.received ? [best.received, best.sent]
        : [best.code ?? best.status];
      const written = best.code ?? (best.received && one);
      const code = written ? written[0] : implied;
      const isOfNoFrame = code === 1006 || code === 1015;
      const origin = {
        received: two ? "received-then-sent" : isOfNoFrame ? "no-frame" : "received",
        sent: two ? "sent-then-received" : "sent",
        none: "no-frame",
        unclear: "unknown",
      }[means] ?? means;
      return {
        code, origin, certainty: isClear ? "certain" : "likely", status: best.status ? best.status[0] : null,
        by: who, start: best.start, end: best.end, values: [one, two].filter(Boolean).map(([, start, end]) => [start, end]),
      };
    };

    const finding = (start, end, value, code, origin, certainty) => (
      { code, origin, certainty, status: null, by: [], start, end, values: value ? [value] : [] }
    );

    const isAlone = (text, start, end) => {
      const [b, a] = [text[start - 1], text[start - 2]];
      let isBefore = false;
      if (b === ":" && a !== undefined && isLetter(a)) {
        const host = first(before(text, start));
        isBefore = !(host && (host.isClose || host.isCode));
      } else if (a !== undefined && /[:.-]/.test(b)) isBefore = isJoined(a) || /[\]:*]/.test(a);
      else if (b !== undefined) isBefore = /[/$#+@\\&%~-]/.test(b) || isJoined(b);
      const [c, d] = [text[end], text[end + 1]];
      let isAfter = false;
      if (c !== undefined && /[%\\+@~]/.test(c)) isAfter = true;
      else if (c === "/" && d !== undefined) isAfter = isJoined(d);
      else if (d !== undefined && /[.:,-]/.test(c)) isAfter = isDigit(d);
      else if (c !== undefined) isAfter = isJoined(c);
      return !isBefore && !isAfter;
    };

    const around = (text, start, end) => {
      const found = { isClose: false, isWebsocket: false, isHandshake: false, isConnection: false, isCode: false, isCloseCode: false };
      const see = (one, isAfterClose) => {
        found.isCode ||= one.has("code") || one.letters === "reason";
        found.isCloseCode ||= one.has("code") && (isAfterClose || one.isClose);
        found.isClose ||= one.isClose;
        found.isWebsocket ||= one.isWebsocket;
        found.isConnection ||= one.has("connection");
        found.isHandshake ||= one.has("handshake") || one.has("upgrade");
      };
      for (const one of before(text, start)) {
        if (one.start < Math.max(start - BEFORE, 0)) break;
        see(one, one.has("code") && Boolean(first(before(text, one.start))?.isClose));
      }
      let isLastClose = false;
      for (const one of after(text, end)) {
        if (one.end > end + AFTER) break;
        see(one, isLastClose);
        isLastClose = one.isClose || one.isOneOf("event evt");
      }
      return { ...found, isAbout: found.isClose || found.isWebsocket };
    };

    const isApart = (gap) => /[\d/]/.test(gap) || ((gap.match(/["']/g) ?? []).length > 1 && !/[:,]/.test(gap));
    const isName = (text, one, code) => {
      const name = nameOf.get(code) || "";
      if (name.includes(" ") && one.end >= name.length && lower(text.slice(one.end - name.length, one.end)) === lower(name)) return true;
      const constant = text.slice(one.start, one.end);
      return constant.includes("_") && parse(constant) === code;
    };
    const hasName = (text, place, code) => {
      if (text.startsWith(" (", place)) {
        const length = Math.max(text.slice(place + 2, place + 66).indexOf(")"), 0);
        if (length && parse(text.slice(place - 4, place + length + 3)) === code) return true;
      }
      const name = nameOf.get(code) || "";
      const skipped = count(text.slice(0, place + 4), place, (c) => !isLetter(c));
      return name.includes(" ") && lower(text.slice(place + skipped, place + skipped + name.length)) === lower(name);
    };
    const near = (text, place, code) => {
      const mark = /([^ ]) *$/.exec(text.slice(0, place))?.[1];
      const found = {
        called: "nothing", isCode: false, isNamed: false, isMarked: mark !== undefined && ":([=\"'`".includes(mark),
        isAssigned: mark === "=", isLiteral: mark === "`", isObtained: false, start: place,
      };
      let end = place;
      let isUnknown = false;
      for (const [distance, one] of take(before(text, place), NEAR).entries()) {
        const gap = text.slice(one.end, end);
        end = one.start;
        if (isApart(gap)) break;
        found.isObtained ||= one.isOneOf("get got gets received");
        if (one.isClose || (found.isCode && one.isSocket) || one.has("wscode")) {
          Object.assign(found, { called: "close", isCode: found.isCode || one.isCode, start: one.start });
          break;
        } else if (one.isCode) Object.assign(found, { called: "code", isCode: true, start: one.start });
        else if (one.isOneOf("received sent sending")) {
          if (found.called === "nothing") Object.assign(found, { called: "frame", start: one.start });
        } else if (!distance && isName(text, one, code)) Object.assign(found, { isNamed: true, start: one.start });
        else if (!distance && (one.isMeasure || gap.startsWith("="))) return null;
        else if (!one.isFiller && !gap.startsWith("(")) {
          if (isUnknown || !distance) break;
          isUnknown = true;
        }
      }
      return found;
    };
    const isShort = (text) =>
      text.length <= 60 && !/[\n/]/.test(text) && take(after(text, 0), 60).every((w) => w.isClose || w.isWebsocket || w.isCode || w.isFiller);
    const isHeading = (text, start, end) => /^[ \-*|]*$/.test(text.slice(0, start)) && /^[\t\n\f\r ]*[-:|]/.test(text.slice(end));

    /** How strongly the words around a number say that it is a close code. */
    const strength = (text, start, end, code) => {
      const following = first(after(text, end));
      if (following?.isCounted) return null;
      const n = near(text, start, code);
      if (!n) return null;
      const a = around(text, start, end);
      const known = isKnown(code);
      const isCommon = !known && code < 3000;
      const isLabelled = Boolean(following && (following.isCode || (following.isClose && a.isWebsocket)));
      const name = lower((nameOf.get(code) || "").split(" ")[0]);
      const isNamed = Boolean(following && name && following.letters === name);
      const isStrong = {
        close: !isCommon || n.isCode,
        code: !isCommon && a.isWebsocket,
        frame: known && a.isClose && text.startsWith(" (", end),
        nothing: isNamed && a.isAbout,
      }[n.called];
      if (isStrong || n.isNamed || hasName(text, end, code)) return ["strong", n.start];
      if (isCommon) return null;
      const isTold = code === 1006 || code === 1005;
      const isWeak =
        n.called === "frame" ? false
        : n.called !== "nothing"
          ? isShort(text) || isNamed || following?.letters === "reason" || (a.isClose && !n.isAssigned) ||
            (n.isObtained && (isTold || !known)) || (code === 1006 && !n.isAssigned)
          : (isLabelled && a.isAbout && known) || (isLabelled && code === 1006) ||
            (isTold && (a.isWebsocket || isShort(text))) || (isTold && a.isClose && (a.isCode || a.isConnection)) ||
            (n.isLiteral && known && (isLabelled || a.isClose)) || (a.isCloseCode && !isCommon) ||
            (a.isClose && a.isCode && known && code !== 1000) || (a.isClose && a.isWebsocket && (known || n.isMarked)) ||
            (isHeading(text, start, end) && (a.isClose || isTold));
      return isWeak ? ["weak", n.start] : null;
    };

    const originOf = (text, start, end, code) => {
      let origin = "unknown";
      for (const one of take(before(text, start), NEAR + 2)) {
        if (one.isOneOf("received receive receives recv rcvd")) {
          origin = "received";
          break;
        }
        if (one.isOneOf("sent send sending sends")) {
          origin = "sent";
          break;
        }
        if (one.isOneOf("invalid illegal reserved")) return "unknown";
      }
      if (take(after(text, end), 4).some((one) => one.isOneOf("invalid valid neither"))) return "unknown";
      return code === 1006 || code === 1015 ? "no-frame" : origin;
    };

    const candidate = (text, start, end) => {
      if (end - start !== 4 || !isAlone(text, start, end)) return null;
      const code = Number(text.slice(start, end));
      if (code < 1000 || code >= 5000) return null;
      const found = strength(text, start, end, code);
      if (!found) return null;
      const certainty = found[0] === "strong" ? "likely" : "possible";
      return [found[0], finding(found[1], end, [start, end], code, originOf(text, start, end, code), certainty)];
    };

    const refused = (text, start, end) => {
      if (end - start !== 3 || !isAlone(text, start, end)) return null;
      const status = Number(text.slice(start, end));
      if (status < 200 || status > 599) return null;
      const a = around(text, start, end);
      const [last, ...others] = take(before(text, start), 3);
      const isStatus = Boolean(last) && (last.isCode || last.has("http") || text[start - 1] === "[");
      if (!a.isWebsocket || !isStatus || !(a.isHandshake || others.some((one) => one.has("response")))) return null;
      return ["weak", { ...finding(start, end, [start, end], null, "refused", "possible"), status }];
    };

    const statusAfter = (text, place) => {
      const next = first(after(text, place));
      if (!next?.has("status")) return null;
      const start = next.end + count(text.slice(0, next.end + 4), next.end, (c) => " =:[(".includes(c));
      const end = start + count(text, start, isDigit);
      const status = number(text.slice(start, end));
      return status !== null && status >= 100 && status <= 599 ? [status, start, end] : null;
    };

    const withoutCode = (text, start, end) => {
      const own = lower(text.slice(start, end));
      const isRefused = ["refused", "econnrefused", "eacces", "enotfound", "ehostunreach"].includes(own);
      const isNone = ["none", "null", "undefined"].includes(own);
      if (!isRefused && !isNone && own !== "reset" && own !== "frame") return null;
      const [last, other] = take(before(text, start), 2);
      if (!last) return null;
      const a = around(text, start, end);
      const isConnection = last.has("connect") && a.isWebsocket;
      if (isRefused && isConnection) return ["weak", finding(last.start, end, null, null, "refused", "possible")];
      const isReset =
        (own === "reset" && isConnection) ||
        (own === "frame" && last.letters === "close" && Boolean(other?.isOneOf("no without"))) ||
        (isNone && last.isCode && a.isClose && a.isWebsocket);
      return isReset ? ["weak", finding(last.start, end, null, 1006, "no-frame", "possible")] : null;
    };

    const constantAfter = (text, start, end) => {
      const next = first(after(text, end));
      if (!next) return null;
      const gap = text.slice(end, next.start);
      if (!/^[:.= ]{1,3}$/.test(gap) || gap === " " || text[next.end] === "(") return null;
      const wanted = lower(text.slice(next.start, next.end));
      const row = codes.find((one) => one[3].length && isCalled(one, wanted, () => true));
      const own = first(before(text, end));
      if (!row || !own) return null;
      if (!own.isClose && !take(before(text, start), 3).some((one) => one.isClose)) return null;
      const origin = originOf(text, next.start, next.end, row[0]);
      return ["strong", finding(start, next.end, [next.start, next.end], row[0], origin, "likely")];
    };

    const constant = (text, start, end) => {
      const own = text.slice(start, end);
      const small = lower(own);
      if (own.length > 64) return null;
      const found = small.includes("code") && constantAfter(text, start, end);
      if (found) return found;
      const isClose = small.includes("clos") || own.startsWith("WS_") || own.startsWith("LWS_");
      if (own.length < 8 || !(isClose || own.includes("_") || small.includes("status") || small.includes("unavailable"))) return null;
      const code = parse(own);
      if (code === null) return null;
      const a = around(text, start, end);
      const isWhole = text.length === own.length;
      if (!isWhole && !isClose && !(a.isClose && a.isWebsocket) && !first(before(text, start))?.isClose) return null;
      return ["strong", finding(start, end, [start, end], code, originOf(text, start, end, code), "likely")];
    };

    /** The best of the numbers and names that the text has as a close code. */
    const general = (text) => {
      let best = null;
      for (let place = 0; place < text.length && best?.[0] !== "strong"; ) {
        const isNumber = isDigit(text[place]);
        const length = isNumber ? count(text, place, isDigit) : isLetter(text[place]) ? count(text, place, isJoined) : 1;
        const end = place + length;
        const found =
          isNumber ? candidate(text, place, end) ?? refused(text, place, end)
          : isLetter(text[place]) ? constant(text, place, end) ?? withoutCode(text, place, end)
          : null;
        if (found && (!best || (best[0] === "weak" && found[0] === "strong"))) best = found;
        place = end;
      }
      return best && best[1];
    };

    return (input) => {
      const text = bytes(input);
      return printed(text, fold(text)) ?? general(text);
    };
  };

  globalThis.closecodeClassifier = classifier;
})();
