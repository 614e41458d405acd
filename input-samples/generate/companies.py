"""Invented companies and people."""

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
OF_CNTISP = 42      # the first of them are in CNTISP matters

# --- companies: Chinese name, English name, region -----------------------------------------

REGIONS = {
    "北京": ("110108", "北京市海淀区清河北路%d号", "010"), "上海": ("310115", "上海市浦东新区云锦南路%d号", "021"),
    "广东": ("440305", "广东省深圳市南山区科苑西路%d号", "0755"), "浙江": ("330106", "浙江省杭州市西湖区文三东路%d号", "0571"),
    "江苏": ("320105", "江苏省南京市建邺区江心大街%d号", "025"), "四川": ("510109", "四川省成都市高新区天府五路%d号", "028"),
    "湖北": ("420111", "湖北省武汉市洪山区光谷二路%d号", "027"), "陕西": ("610113", "陕西省西安市雁塔区科技四路%d号", "029"),
    "山东": ("370102", "山东省济南市历下区舜华北路%d号", "0531"), "福建": ("350102", "福建省福州市鼓楼区软件大道%d号", "0591"),
    "天津": ("120116", "天津市滨海新区信环西路%d号", "022"), "重庆": ("500112", "重庆市渝北区星光大道%d号", "023"),
    "湖南": ("430104", "湖南省长沙市岳麓区尖山路%d号", "0731"), "安徽": ("340104", "安徽省合肥市蜀山区望江西路%d号", "0551"),
    "河南": ("410105", "河南省郑州市金水区东风路%d号", "0371"), "辽宁": ("210112", "辽宁省沈阳市浑南区创新路%d号", "024"),
}
COMPANIES = (
    ("北京磐石云盾网络安全技术有限公司", "Beijing Panshi Cloudshield Network Security Technology Co., Ltd.", "北京"),
    ("上海曜石威胁情报科技有限公司", "Shanghai Obsidian Threat Intelligence Technology Co., Ltd.", "上海"),
    ("深圳市海岬信息安全股份有限公司", "Shenzhen Haijia Information Security Co., Ltd.", "广东"),
    ("杭州青岚网络科技有限公司", "Hangzhou Qinglan Network Technology Co., Ltd.", "浙江"),
    ("南京雁栖数据安全技术有限公司", "Nanjing Yanqi Data Security Technology Co., Ltd.", "江苏"),
    ("成都锦官密码技术有限公司", "Chengdu Jinguan Cryptography Co., Ltd.", "四川"),
    ("武汉鹤汀网络安全有限公司", "Wuhan Heting Network Security Co., Ltd.", "湖北"),
    ("西安玄奘坊信息技术有限公司", "Xi'an Xuanzangfang Information Technology Co., Ltd.", "陕西"),
    ("济南泉脉安全科技有限公司", "Jinan Quanmai Security Technology Co., Ltd.", "山东"),
    ("福州榕盾信息安全有限公司", "Fuzhou Rongdun Information Security Co., Ltd.", "福建"),
    ("北京知微观澜网络技术有限公司", "Beijing Zhiwei Guanlan Network Technology Co., Ltd.", "北京"),
    ("上海澹宁网络安全技术有限公司", "Shanghai Danning Network Security Technology Co., Ltd.", "上海"),
    ("深圳市㛃光威胁检测技术有限公司", "Shenzhen Jieguang Threat Detection Co., Ltd.", "广东"),
    ("成都巡天智能安全系统有限公司", "Chengdu Xuntian Intelligent Security Systems Co., Ltd.", "四川"),
    ("南京（Nanjing）SkyAnchor 365网络安全技术有限公司", "Nanjing SkyAnchor 365 Network Security Technology Co., Ltd.", "江苏"),
    ("杭州𣲀川信息安全有限公司", "Hangzhou Xichuan Information Security Co., Ltd.", "浙江"),
    ("武汉东湖听涛威胁情报有限公司", "Wuhan Donghu Tingtao Threat Intelligence Co., Ltd.", "湖北"),
    ("西安长乐坊软件有限公司", "Xi'an Changlefang Software Co., Ltd.", "陕西"),
    ("济南鹊华网络科技有限公司", "Jinan Quehua Network Technology Co., Ltd.", "山东"),
    ("福州闽江云安信息技术有限公司", "Fuzhou Minjiang Cloud Safety Information Technology Co., Ltd.", "福建"),
    ("北京星图漫溯安全研究院有限公司", "Beijing Xingtu Mansu Security Research Co., Ltd.", "北京"),
    ("上海临港新片区数字基础设施与工业互联网网络安全威胁监测预警及应急响应协同创新技术服务中心联合运营管理（集团）股份有限公司",
     "Shanghai Lingang Digital Infrastructure and Industrial Internet Cybersecurity Monitoring (Group) Co., Ltd.", "上海"),
    ("深圳市云桅网络技术有限公司", "Shenzhen Yunwei Network Technology Co., Ltd.", "广东"),
    ("杭州湖墅数盾科技有限公司", "Hangzhou Hushu Data Shield Technology Co., Ltd.", "浙江"),
    ("南京石城联防网络安全有限公司", "Nanjing Shicheng Joint Defence Network Security Co., Ltd.", "江苏"),
    ("成都蜀道信息攻防技术有限公司", "Chengdu Shudao Information Attack and Defence Co., Ltd.", "四川"),
    ("武汉江汉关数据科技有限公司", "Wuhan Jianghanguan Data Technology Co., Ltd.", "湖北"),
    ("西安未央安域科技有限公司", "Xi'an Weiyang Anyu Technology Co., Ltd.", "陕西"),
    ("济南岱岳网络安全技术有限公司", "Jinan Daiyue Network Security Technology Co., Ltd.", "山东"),
    ("福州三坊信息安全测评有限公司", "Fuzhou Sanfang Information Security Testing Co., Ltd.", "福建"),
    ("北京朔风网安科技有限公司", "Beijing Shuofeng Network Security Technology Co., Ltd.", "北京"),
    ("上海外滩源网络技术有限公司", "Shanghai Waitanyuan Network Technology Co., Ltd.", "上海"),
    ("深圳市鹏湾安全运营有限公司", "Shenzhen Pengwan Security Operations Co., Ltd.", "广东"),
    ("杭州钱塘回声网络科技有限公司", "Hangzhou Qiantang Echo Network Technology Co., Ltd.", "浙江"),
    ("南京六朝信安科技有限公司", "Nanjing Liuchao Information Security Technology Co., Ltd.", "江苏"),
    ("成都浣花溪软件安全有限公司", "Chengdu Huanhuaxi Software Security Co., Ltd.", "四川"),
    ("武汉晴川信息技术有限公司", "Wuhan Qingchuan Information Technology Co., Ltd.", "湖北"),
    ("西安雁塔智防科技有限公司", "Xi'an Yanta Smart Defence Technology Co., Ltd.", "陕西"),
    ("济南明湖网络安全服务有限公司", "Jinan Minghu Network Security Services Co., Ltd.", "山东"),
    ('=HYPERLINK("http://x.example")测试科技有限公司', "Hyperlink Test Technology Co., Ltd.", "福建"),
    ("北京归雁网络威胁分析有限公司", "Beijing Guiyan Network Threat Analysis Co., Ltd.", "北京"),
    ("上海浦江破浪安全技术有限公司", "Shanghai Pujiang Polang Security Technology Co., Ltd.", "上海"),
    # from here on: units that are in no CNTISP matter
    ("天津海河听潮网络安全有限公司", "Tianjin Haihe Tingchao Network Security Co., Ltd.", "天津"),
    ("重庆两江磐盾信息技术有限公司", "Chongqing Liangjiang Pandun Information Technology Co., Ltd.", "重庆"),
    ("长沙麓鸣网络安全技术有限公司", "Changsha Luming Network Security Technology Co., Ltd.", "湖南"),
    ("合肥巢湖云枢信息安全有限公司", "Hefei Chaohu Yunshu Information Security Co., Ltd.", "安徽"),
    ("郑州嵩岳观澜网络科技有限公司", "Zhengzhou Songyue Guanlan Network Technology Co., Ltd.", "河南"),
    ("沈阳浑河安域技术有限公司", "Shenyang Hunhe Anyu Technology Co., Ltd.", "辽宁"),
    ("北京燕台应急响应技术有限公司", "Beijing Yantai Incident Response Technology Co., Ltd.", "北京"),
    ("上海河畔灯信息安全服务有限公司", "Shanghai Hepandeng Information Security Services Co., Ltd.", "上海"),
    ("深圳市梧桐山网络防护有限公司", "Shenzhen Wutongshan Network Protection Co., Ltd.", "广东"),
    ("杭州吴山数安科技有限公司", "Hangzhou Wushan Data Safety Technology Co., Ltd.", "浙江"),
    ("南京栖霞云卫网络技术有限公司", "Nanjing Qixia Cloud Guard Network Technology Co., Ltd.", "江苏"),
    ("成都青羊雅盾信息安全有限公司", "Chengdu Qingyang Yadun Information Security Co., Ltd.", "四川"),
    ("武汉黄鹤听笛网络科技有限公司", "Wuhan Huanghe Tingdi Network Technology Co., Ltd.", "湖北"),
    ("西安曲江池数据安全有限公司", "Xi'an Qujiangchi Data Security Co., Ltd.", "陕西"),
    ("济南趵泉信息安全服务有限公司", "Jinan Baoquan Information Security Services Co., Ltd.", "山东"),
    ("福州鼓岭网络安全技术有限公司", "Fuzhou Guling Network Security Technology Co., Ltd.", "福建"),
    ("天津海棠路软件安全有限公司", "Tianjin Haitanglu Software Security Co., Ltd.", "天津"),
    ("重庆嘉陵工业控制安全有限公司", "Chongqing Jialing Industrial Control Security Co., Ltd.", "重庆"),
    ("长沙星城综合网络安全服务有限公司", "Changsha Xingcheng Network Security Services Co., Ltd.", "湖南"),
    ("合肥庐阳安全咨询有限公司", "Hefei Luyang Security Consulting Co., Ltd.", "安徽"),
    ("郑州金水应急技术有限公司", "Zhengzhou Jinshui Emergency Technology Co., Ltd.", "河南"),
    ("沈阳棋盘山安全防护有限公司", "Shenyang Qipanshan Security Protection Co., Ltd.", "辽宁"),
    ("北京玉渊数智培训有限公司", "Beijing Yuyuan Digital Training Co., Ltd.", "北京"),
    ("上海静澜网络安全咨询有限公司", "Shanghai Jinglan Network Security Consulting Co., Ltd.", "上海"),
    ("深圳市鹏城尺度检测评估有限公司", "Shenzhen Pengcheng Chidu Testing Co., Ltd.", "广东"),
    ("杭州西溪衡准测评技术有限公司", "Hangzhou Xixi Hengzhun Testing Technology Co., Ltd.", "浙江"),
    ("南京玄武湖明鉴检测技术有限公司", "Nanjing Xuanwuhu Mingjian Testing Technology Co., Ltd.", "江苏"),
    ("成都锦里集成网络技术有限公司", "Chengdu Jinli Integration Network Technology Co., Ltd.", "四川"),
    ("武汉磨山运维技术有限公司", "Wuhan Moshan Operations Technology Co., Ltd.", "湖北"),
    ("西安大雁安全开发有限公司", "Xi'an Dayan Secure Development Co., Ltd.", "陕西"),
    ("济南千佛安全咨询有限公司", "Jinan Qianfo Security Consulting Co., Ltd.", "山东"),
    ("福州乌塔数据安全有限公司", "Fuzhou Wuta Data Security Co., Ltd.", "福建"),
    ("北京西山监测预警技术有限公司", "Beijing Xishan Monitoring Technology Co., Ltd.", "北京"),
    ("上海佘山数据安全有限公司", "Shanghai Sheshan Data Security Co., Ltd.", "上海"),
    ("深圳市塘朗软件安全有限公司", "Shenzhen Tanglang Software Security Co., Ltd.", "广东"),
    ("杭州良渚运维服务有限公司", "Hangzhou Liangzhu Operations Services Co., Ltd.", "浙江"),
    ("南京紫金山系统集成有限公司", "Nanjing Zijinshan System Integration Co., Ltd.", "江苏"),
    ("成都龙泉工业安全技术有限公司", "Chengdu Longquan Industrial Security Technology Co., Ltd.", "四川"),
    ("武汉东西湖应急响应有限公司", "Wuhan Dongxihu Incident Response Co., Ltd.", "湖北"),
    ("西安浐灞安全服务有限公司", "Xi'an Chanba Security Services Co., Ltd.", "陕西"),
)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = ("晓岚", "文博", "思远", "嘉宁", "雨桐", "子墨", "海涛", "明轩", "若溪", "启航")
MORE_SURNAMES = "何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌"
MORE_GIVEN = ("景行", "知遥", "书瑶", "泽宇", "慕青", "怀瑾", "亦舟", "清越", "承安", "念慈", "远帆", "听雪", "南乔", "云舒", "以宁",
              "乐康", "星河", "佳禾", "致远", "鸣谦", "梓涵", "锦程", "望舒", "可欣", "立恒", "沐辰", "安澜", "润泽", "宛如")


def staff_name(number):
    """Different for some nine hundred people: the two lists have no length in common."""
    return MORE_SURNAMES[number % len(MORE_SURNAMES)] + MORE_GIVEN[number % len(MORE_GIVEN)]


def uscc(number, region, lap=0):
    """A made-up code with both check characters: GB 11714 inside, GB 32100—2015 at the end."""
    body = "MA"
    for place in range(6):
        body += USCC_ALPHABET[(number * 37 + place * 11 + number * place + lap * (5 + place * place)) % 31]
    values = [int(char, 36) for char in body]
    check = 11 - sum(v * w for v, w in zip(values, (3, 7, 9, 10, 5, 8, 4, 2))) % 11
    code = "91" + region + body + {10: "X", 11: "0"}.get(check, str(check))
    return code + check_character(code)


def check_character(code):
    total = sum(USCC_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(code))
    return USCC_ALPHABET[(31 - total % 31) % 31]


def wrong_uscc(code):
    return code[:-1] + USCC_ALPHABET[(USCC_ALPHABET.index(code[-1]) + 1) % 31]


def company(index):
    """The unit of the index-th company, from 0."""
    name, name_en, region = COMPANIES[index]
    code, address, area = REGIONS[region]
    mail = "cntisp" if index < OF_CNTISP else "security"
    return {"unit_id": "U%04d" % (index + 1), "name": name, "name_en": name_en, "uscc": uscc(index + 1, code, index // OF_CNTISP),
            "registered_address": address % (16 + index * 7), "region": region,
            "contact": {"name": SURNAMES[index % 20] + GIVEN[index * 3 % 10], "email": "%s@u%04d.example" % (mail, index + 1),
                        "phone": "%s-5550%04d" % (area, 1000 + index * 13)}}
