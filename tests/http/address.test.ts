import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressGroup, clientAddressFrom, normalAddress, trustedProxyList } from "../../functions/http/address.ts";

const PROXIES = ["10.0.0.0/8", "192.168.7.1", "fd00::/8"];
const proxy = fc.oneof(
  fc.tuple(fc.nat(255), fc.nat(255)).map(([a, b]) => `10.1.${a}.${b}`),
  fc.constant("192.168.7.1"),
  fc.nat(65_535).map((n) => `fd00::${n.toString(16)}`),
);
const client = fc.oneof(
  fc.tuple(fc.nat(255), fc.nat(255)).map(([a, b]) => `203.0.${a}.${b}`),
  fc.nat(65_535).map((n) => `2001:db8::1:${n.toString(16)}`),
);
const header = fc.oneof(
  fc.string(),
  fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string(), fc.constant("unknown"))).map((parts) => parts.join(", ")),
);

describe("whose request it is", () => {
  test("a header changes nothing when the socket is no trusted proxy", () => {
    fc.assert(
      fc.property(client, fc.option(header, { nil: undefined }), fc.constantFrom(PROXIES, []), (socket, forwarded, proxies) => {
        expect(clientAddressFrom(socket, forwarded, proxies)).toBe(normalAddress(socket));
      }),
    );
  });

  test("behind any row of trusted proxies it is what the outermost of them saw, whatever the client claimed", () => {
    fc.assert(
      fc.property(proxy, fc.array(proxy, { maxLength: 4 }), client, header, (socket, hops, real, claimed) => {
        const forwarded = [claimed, real, ...hops].join(",");
        expect(clientAddressFrom(socket, forwarded, PROXIES)).toBe(normalAddress(real));
      }),
    );
  });

  test("nothing makes it throw, and it never gives anything but an address", () => {
    fc.assert(
      fc.property(
        fc.option(fc.oneof(fc.string(), proxy, client), { nil: undefined }),
        fc.option(header, { nil: undefined }),
        (socket, forwarded) => {
          const address = clientAddressFrom(socket, forwarded, PROXIES);
          expect(address === "unknown" || normalAddress(address) === address).toBe(true);
        },
      ),
    );
  });

  test.each([
    ["203.0.113.9", undefined, "203.0.113.9"],
    [undefined, "203.0.113.9", "unknown"],
    ["10.0.0.1", undefined, "10.0.0.1"],
    ["10.0.0.1", "", "10.0.0.1"],
    ["10.0.0.1", "10.0.0.2, 10.0.0.3", "10.0.0.2"],
    ["10.0.0.1", "203.0.113.9, garbage, 10.0.0.3", "10.0.0.3"],
    ["10.0.0.1", "1.1.1.1, 203.0.113.9:50123", "203.0.113.9"],
    ["10.0.0.1", "[2001:DB8::9]:443", "2001:db8::9"],
    ["::ffff:10.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"],
    ["::FFFF:0a00:0001", "203.0.113.9", "203.0.113.9"],
    ["fe80::1%eth0", undefined, "fe80::1"],
  ])("socket %s with %s is %s", (socket, forwarded, expected) => {
    expect(clientAddressFrom(socket, forwarded, PROXIES)).toBe(expected);
  });
});

describe("trusted proxies", () => {
  test.each(["proxy.example", "10.0.0.0/33", "fd00::/129", "10.0.0.0/8/8", "10.0.0.0/", "", "10.0.0.0/-1"])(
    "%j is refused by name",
    (entry) => {
      expect(() => trustedProxyList([entry])).toThrow(`"${entry}" is neither`);
    },
  );

  test("an address trusts itself alone", () => {
    expect(clientAddressFrom("192.168.7.2", "1.1.1.1", PROXIES)).toBe("192.168.7.2");
  });
});

describe("what counts as one client", () => {
  test("an IPv6 address counts as its /64, in every spelling", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(65_535), { minLength: 8, maxLength: 8 }),
        fc.array(fc.nat(65_535), { minLength: 4, maxLength: 4 }),
        (groups, others) => {
          const spell = (parts: number[]) => normalAddress(parts.map((part) => part.toString(16)).join(":"))!;
          const [one, two] = [spell(groups), spell([...groups.slice(0, 4), ...others])];
          fc.pre(one.includes(":") && two.includes(":"));
          expect(addressGroup(one)).toBe(addressGroup(two));
          const far = spell([groups[0]! ^ 1, ...groups.slice(1)]);
          fc.pre(far.includes(":"));
          expect(addressGroup(far)).not.toBe(addressGroup(one));
        },
      ),
    );
  });

  test.each([
    ["203.0.113.9", "203.0.113.9"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["unknown", "unknown"],
  ])("%s counts as %s", (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });
});
