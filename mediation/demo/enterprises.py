"""Invented enterprises of Zhuji and the unions of some of them. Names, codes and people are fiction."""

from dataclasses import dataclass

from mediation.zhuji import Unit, town_code


@dataclass(frozen=True)
class Enterprise:
    """An invented employer; `union` is the short name of its union, empty where it has none."""

    name: str
    town: str
    industry: str  # section of GB/T 4754
    staff: int
    representative: str
    union: str = ""


# Name, town, section of GB/T 4754, staff, legal representative, short name of the union.
ENTERPRISES = (
    Enterprise("浙江枫裳服饰有限公司", "枫桥镇", "C", 320, "骆永康", "枫裳服饰"),
    Enterprise("诸暨市衬里云衫制衣有限公司", "枫桥镇", "C", 86, "陈喆轩"),
    Enterprise("诸暨市香榧岭食品有限公司", "枫桥镇", "C", 45, "宣炳炎"),
    Enterprise("浙江步云袜业集团有限公司", "大唐街道", "C", 1250, "寿建华", "步云袜业"),
    Enterprise("诸暨市千针袜业有限公司", "大唐街道", "C", 160, "楼䶮"),
    Enterprise("诸暨市织里红针织有限公司", "大唐街道", "C", 72, "俞国良"),
    Enterprise("诸暨市大唐锦丝包纱有限公司", "大唐街道", "C", 58, "傅汝珍"),
    Enterprise("浙江山下湖珠光珍珠股份有限公司", "山下湖镇", "C", 410, "何泽民", "珠光珍珠"),
    Enterprise("诸暨市湖心珠宝首饰有限公司", "山下湖镇", "C", 64, "詹雪芬"),
    Enterprise("诸暨市贝贝直播电子商务有限公司", "山下湖镇", "F", 38, "郭喆"),
    Enterprise("浙江店口恒固管业有限公司", "店口镇", "C", 680, "赵百川", "恒固管业"),
    Enterprise("诸暨市铜都五金制造有限公司", "店口镇", "C", 210, "蔡国强", "铜都五金"),
    Enterprise("诸暨市万流阀门有限公司", "店口镇", "C", 95, "冯幼娟"),
    Enterprise("诸暨市轻铝型材有限公司", "店口镇", "C", 130, "祝䶮飞"),
    Enterprise("诸暨市浣纱物流有限公司", "浣东街道", "G", 150, "边志刚", "浣纱物流"),
    Enterprise("诸暨市闪达外卖配送服务有限公司", "浣东街道", "G", 220, "许东来"),
    Enterprise("诸暨市暨阳云商网络科技有限公司", "暨阳街道", "I", 75, "周亦凡"),
    Enterprise("诸暨市西施大酒店有限公司", "暨阳街道", "H", 180, "黄秀英", "西施大酒店"),
    Enterprise("诸暨市安心家政服务有限公司", "暨阳街道", "O", 52, "章小琴"),
    Enterprise("诸暨市启明培训学校有限公司", "陶朱街道", "P", 48, "孟昭华"),
    Enterprise("浙江陶朱精密机械有限公司", "陶朱街道", "C", 360, "金立群", "陶朱精密"),
    Enterprise("诸暨市宏基建设工程有限公司", "陶朱街道", "E", 540, "斯建国"),
    Enterprise("诸暨市暨南环保设备有限公司", "暨南街道", "C", 88, "张伯铭"),
    Enterprise("诸暨市牌头弹簧有限公司", "牌头镇", "C", 77, "方卫星"),
    Enterprise("诸暨市同山烧酒业有限公司", "同山镇", "C", 41, "寿正国"),
    Enterprise("诸暨市安华纺织有限公司", "安华镇", "C", 140, "蒋岳中", "安华纺织"),
    Enterprise("诸暨市次坞打面食品有限公司", "次坞镇", "C", 36, "俞茂根"),
    Enterprise("诸暨市应店街纸业有限公司", "应店街镇", "C", 66, "杨培德"),
    Enterprise("诸暨市姚江苗木园艺有限公司", "姚江镇", "A", 29, "徐汉民"),
    Enterprise("诸暨市赵家香榧专业合作社", "赵家镇", "A", 24, "骆均法"),
    Enterprise("诸暨市五泄山水旅游开发有限公司", "五泄镇", "N", 58, "吴雅琴"),
    Enterprise("诸暨市璜山机电有限公司", "璜山镇", "C", 92, "黄仲达"),
    Enterprise("诸暨市浬浦汽配有限公司", "浬浦镇", "C", 105, "周炳根"),
    Enterprise("诸暨市东白湖茶业有限公司", "东白湖镇", "C", 33, "宣彩娥"),
    Enterprise("诸暨市东和针织有限公司", "东和乡", "C", 47, "戚伟峰"),
    Enterprise("诸暨市陈宅竹木制品有限公司", "陈宅镇", "C", 31, "陈汝舟"),
    Enterprise("诸暨市岭北绿盐果业有限公司", "岭北镇", "A", 22, "虞关水"),
    Enterprise("诸暨市马剑山核桃食品有限公司", "马剑镇", "C", 27, "戴樟荣"),
)
BY_NAME = {row.name: row for row in ENTERPRISES}
CITY_GARDEN = "诸暨市宏基建设工程有限公司"  # the builder of the collective case of 150 workers


def credit_code(index: int) -> str:
    """An invented code of 18 characters; its check character is not computed, so it belongs to nobody."""
    return f"91330681MADEMO{index:03d}X"


def union_code(enterprise: Enterprise) -> str:
    """The code of the enterprise's union: its town and a running number."""
    rows = [row.name for row in ENTERPRISES if row.town == enterprise.town]
    return f"{town_code(enterprise.town)}E{rows.index(enterprise.name) + 1:02d}"


def union_unit(enterprise: Enterprise) -> Unit:
    """The enterprise union as an organisation."""
    code = union_code(enterprise)
    return Unit(
        code, f"{enterprise.name}工会委员会", f"{enterprise.union}工会", "enterprise_union", town_code(enterprise.town),
        f"{enterprise.union}工", f"诸暨市{enterprise.town}{enterprise.name}内", f"0575-87{code[-6:-3]}6{code[-2:]}",
    )  # fmt: skip


UNIONS = tuple(union_unit(row) for row in ENTERPRISES if row.union)
