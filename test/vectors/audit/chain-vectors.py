# Prints chain.json beside it: python3 chain-vectors.py > chain.json
import hashlib,hmac,json
def canon(o): return json.dumps(o,sort_keys=True,separators=(",",":"),ensure_ascii=False)
k0=bytes(range(32)); key=k0
com=hashlib.sha256(b"changgu-k0-v1\n"+k0).hexdigest()
bodies=[{"event":"genesis","seq":0,"database":"0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0","schema":2,"commitment":com,"terminal":"T-01","time":"2026-11-23T00:00:00.000Z"},
 {"event":"provisioned","seq":1,"version":"0.1.0","authorities":["yessign","KICA"],"ceremony":None,"staff":None,"terminal":"T-01","time":"2026-11-23T00:00:01.000Z"},
 {"event":"identity-refused","seq":2,"account":"012345-**-***017","left":4,"ceremony":"c-1","staff":"100001","terminal":"T-01","time":"2026-11-23T00:00:02.000Z"},
 {"event":"crashed","seq":3,"incident":"창구 \"\\\u0001\n\u2028€😀/","ceremony":None,"staff":None,"terminal":"T-01","time":"2026-11-23T00:00:03.000Z"}]
prev="0"*64; rows=[]
for i,b in enumerate(bodies):
    body=canon(b); h=hashlib.sha256(("changgu-row-v1\n"+prev+"\n"+body).encode()).hexdigest()
    rows.append({"fields":b,"seq":i,"body":body,"hash":h,"mac":hmac.new(key,h.encode(),hashlib.sha256).hexdigest(),"key":key.hex()})
    key=hashlib.sha256(b"evolve"+key).digest(); prev=h
k=k0
for _ in range(1000): k=hashlib.sha256(b"evolve"+k).digest()
print(json.dumps({"how":"Computed with Python 3 (hashlib, hmac, json with sort_keys and no blanks) by the script in chain-vectors.py; nothing of this project took part.","firstKey":k0.hex(),"commitment":com,"key1000":k.hex(),"rows":rows},ensure_ascii=True,indent=1))
