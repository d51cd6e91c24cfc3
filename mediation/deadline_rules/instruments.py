"""The instruments (法律依据) that the rules cite, and from when to when each is in force."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Instrument:
    """A law or regulation by its Chinese name; `since` and `until` are None where not known with certainty."""

    name: str
    since: date | None = None
    until: date | None = None


SUP, MA = "《浙江省工会劳动法律监督条例》", "《浙江省劳动人事争议调解仲裁条例》"
INS, NATIONAL_INS = "《浙江省劳动保障监察条例》", "《劳动保障监察条例》"
INS_RULES = "《关于实施〈劳动保障监察条例〉若干规定》"
LMA, CPL, CPL_JI = "《劳动争议调解仲裁法》", "《民事诉讼法》", "《民事诉讼法司法解释》"
RULES33, ENT17 = "《劳动人事争议仲裁办案规则》", "《企业劳动争议协商调解规定》"
LD_JI, CONFIRMATION = "《劳动争议司法解释（一）》", "《人民调解协议司法确认程序规定》"
ONLINE, INVITED = "《人民法院在线调解规则》", "《特邀调解规定》"
CC, CONTRACT = "《民法典》", "《劳动合同法》"
AID, ZJ_AID = "《法律援助法》", "《浙江省法律援助条例》"
INJURY, PETITION, WAGES = "《工伤保险条例》", "《信访工作条例》", "《保障农民工工资支付条例》"
SUGGESTION, PUBLIC_INTEREST = "《人民检察院检察建议工作规定》", "《检察公益诉讼司法解释》"
SUPERVISION = "《人民检察院民事诉讼监督规则》"
FILING, FEES = "《关于人民法院登记立案若干问题的规定》", "《诉讼费用交纳办法》"

INSTRUMENTS = {
    row.name: row
    for row in (
        Instrument(SUP, date(2016, 12, 1)),
        Instrument(NATIONAL_INS, date(2004, 12, 1)),
        Instrument(INS_RULES, date(2005, 2, 1)),
        Instrument(LMA, date(2008, 5, 1)),
        Instrument(CPL, date(2024, 1, 1)),
        Instrument(CPL_JI, date(2022, 4, 10)),
        Instrument(RULES33, date(2017, 7, 1)),
        Instrument(ENT17, date(2012, 1, 1)),
        Instrument(LD_JI, date(2021, 1, 1)),
        Instrument(CONFIRMATION, date(2011, 3, 30)),
        Instrument(ONLINE, date(2022, 1, 1)),
        Instrument(INVITED, date(2016, 7, 1)),
        Instrument(CC, date(2021, 1, 1)),
        Instrument(CONTRACT, date(2008, 1, 1)),
        Instrument(AID, date(2022, 1, 1)),
        Instrument(INJURY, date(2011, 1, 1)),
        Instrument(PETITION, date(2022, 5, 1)),
        Instrument(WAGES, date(2020, 5, 1)),
        Instrument(FILING, date(2015, 5, 1)),
        Instrument(FEES, date(2007, 4, 1)),
    )
}


def instrument_of(authority: str) -> Instrument | None:
    """The instrument that an authority cites first; None where it cites none of these."""
    return INSTRUMENTS.get(authority[: authority.find("》") + 1])
