"""Industries (行业): the sections of GB/T 4754-2017."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

INDUSTRIES = {
    "A": _("Farming, forestry and fishing"),  # 农、林、牧、渔业
    "B": _("Mining"),  # 采矿业
    "C": _("Manufacturing"),  # 制造业
    "D": _("Power, heat, gas and water"),  # 电力、热力、燃气及水生产和供应业
    "E": _("Building"),  # 建筑业
    "F": _("Wholesale and retail"),  # 批发和零售业
    "G": _("Transport, storage and post"),  # 交通运输、仓储和邮政业
    "H": _("Lodging and catering"),  # 住宿和餐饮业
    "I": _("Software and information technology"),  # 信息传输、软件和信息技术服务业
    "J": _("Finance"),  # 金融业
    "K": _("Real estate"),  # 房地产业
    "L": _("Leasing and business services"),  # 租赁和商务服务业
    "M": _("Research and technical services"),  # 科学研究和技术服务业
    "N": _("Water, environment and public facilities"),  # 水利、环境和公共设施管理业
    "O": _("Household and repair services"),  # 居民服务、修理和其他服务业
    "P": pgettext_lazy("industry", "Education"),  # 教育
    "Q": _("Health and social work"),  # 卫生和社会工作
    "R": _("Culture, sports and entertainment"),  # 文化、体育和娱乐业
    "S": _("Public administration and organisations"),  # 公共管理、社会保障和社会组织
    "T": _("International organisations"),  # 国际组织
}
