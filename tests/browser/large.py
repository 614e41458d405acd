# Writes the records of a large export: python3 large.py FOLDER UNITS
#
# Every unit holds two programmes; some have awkward names.
import json
import sys

folder, units = sys.argv[1], int(sys.argv[2])
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"

def uscc(n):
    code = "91110108MA%07d" % n
    return code + ALPHABET[-sum(ALPHABET.index(c) * 3**i % 31 for i, c in enumerate(code)) % 31]

AWKWARD = {7: "</script><script>alert(1)</script>公司", 8: "</noscript><img src=x onerror=alert(1)>公司",
           9: "=HYPERLINK(\"http://x\",\"&amp;\")公司", 10: "𠮷野家𪚥龘（北京）网络公司", 11: "名" * 120, 12: "ＦＵＬＬ宽 Ｔｅｃｈ公司",
           units - 1: "</noscript></table><script>alert(2)</script>公司", units: "'\"`--><!--公司"}
with open(folder + "/units.ndjson", "w", encoding="utf-8") as u, open(folder + "/certificates.ndjson", "w") as c:
    for n in range(1, units + 1):
        unit = "U%05d" % n
        name = AWKWARD.get(n, "%s网络安全技术有限公司第%d分公司" % ("北京上海广州深圳成都武汉西安杭州"[n % 8 * 2:n % 8 * 2 + 2], n))
        print(json.dumps({"unit_id": unit, "name": name, "uscc": uscc(n), "registered_address": "创新路%d号" % n}, ensure_ascii=False), file=u)
        for scheme, level, ends in ("cntisp", str(1 + n % 3), "2026-11-14"), ("cncert", "member", "2027-11-14"):
            print(json.dumps({"certificate_no": "%s-2025-%05d" % (scheme.upper(), n), "unit_id": unit, "scheme": scheme, "level": level,
                              "valid_from": "2025-11-15", "valid_to": ends, "status": "valid"}), file=c)
