"""How agencies are named: the fields of departments, and the words that names are built of."""

from __future__ import annotations

from langmoi.directive.folding import any_of, words_of

# Fields of departments whose names hold “và” or a comma, also shortened. Others need no list.
FIELDS = any_of("""
Nông nghiệp và Phát triển nông thôn|Nông nghiệp và PTNT|Nông nghiệp & PTNT|NN&PTNT|NN và PTNT
NN & PTNT|Nông nghiệp và Môi trường|NN&MT|Kế hoạch và Đầu tư|Kế hoạch - Đầu tư|KH&ĐT|KH và ĐT
Tài nguyên và Môi trường|TN&MT|TN và MT|Tài chính - Kế hoạch|Tài chính và Kế hoạch
Văn hóa, Thể thao và Du lịch|Văn hóa - Thể thao và Du lịch|Văn hóa và Thể thao|Văn hóa - Thể thao
VHTT&DL|VH,TT&DL|VHTTDL|Văn hóa và Thông tin|Văn hóa - Thông tin|Văn hóa, Thông tin
Lao động - Thương binh và Xã hội|Lao động, Thương binh và Xã hội|Lao động Thương binh và Xã hội
Lao động - TB&XH|Lao động - TB và XH|LĐ-TB&XH|LĐTB&XH|LĐTBXH|Giáo dục và Đào tạo|GD&ĐT|GD và ĐT
GDĐT|Thông tin và Truyền thông|TT&TT|TTTT|Khoa học và Công nghệ|KH&CN|KH và CN|Giao thông vận tải
Giao thông Vận tải|GTVT|Giao thông - Vận tải|Quy hoạch - Kiến trúc|Quy hoạch và Kiến trúc
Dân tộc và Tôn giáo|Dân tộc - Tôn giáo|Công Thương|Công Thương và Du lịch|Tài chính|Nội vụ|Tư pháp
Y tế|Xây dựng|Ngoại vụ|Du lịch|Kinh tế và Hạ tầng|Kinh tế - Hạ tầng|Kinh tế, Hạ tầng và Đô thị
Văn hóa - Xã hội|Văn hóa và Xã hội|Quản lý đô thị|Trồng trọt và Bảo vệ thực vật|Chăn nuôi và Thú y
Phát thanh và Truyền hình|Phát thanh - Truyền hình|PT-TH|PT&TH
""")

# A word that begins the name of one body.
BODIES = words_of("""
Sở|Ban|Phòng|Chi cục|Cục|Tổng cục|Vụ|Trung tâm|Văn phòng|Hội|Liên minh|Liên đoàn|Tỉnh đoàn
Huyện đoàn|Thành đoàn|Báo|Đài|Công an|Bộ Chỉ huy|Bộ|Ngân hàng|Kho bạc|Bảo hiểm xã hội|Công ty
Tổng công ty|Tập đoàn|Điện lực|Thanh tra|Mặt trận|Đoàn|Trường|Viện|Tòa án|Bưu điện|Hạt|Quỹ
Chi nhánh|Vườn|Tổ|Hiệp hội|Đảng ủy|Quân khu|Sư đoàn|Đồn|Kiểm toán|Thông tấn xã|Trạm|Công chức
Chủ đầu tư|Trưởng thôn|Ban phát triển|Ban quản lý|Ban giám sát|Ban chỉ đạo|Ban tổ chức|Ban chỉ huy
Ban vận động|Ban đại diện|Tổ tự quản|Ban công tác Mặt trận|Bí thư chi bộ|Đơn vị tư vấn|Nhóm
Phân viện|Lữ đoàn|Trung đoàn|Tiểu đoàn|Binh đoàn|Binh chủng|Bộ đội|Tổng công ty|UBMTTQ|MTTQ
Hội đồng|Ủy ban|UBND|HĐND|Tỉnh ủy|Huyện ủy|Thành ủy|Thị ủy|Quận ủy|Đảng đoàn|Ban cán sự|BHXH|BCH
BCĐ|Cảng|Bệnh viện|Học viện|Nhà máy|Nhà xuất bản|Cổng|Xí nghiệp|Lâm trường|Hợp tác xã|Kiểm lâm
Quốc hội|Chính phủ|Thường trực
""")

# What begins like a body's name and is none.
NO_BODIES = any_of("""
Trường hợp|Bộ tiêu chí|Hội nghị|Hội thảo|Hội thi|Đoàn kết|Tổ chức|Báo cáo|Ban hành|Bộ phận
Bộ sản phẩm|Trường học|Hợp tác xã nông|Quỹ đất|Quỹ đạo|Phòng chống|Phòng, chống|Phòng ngừa
Viện trợ|Công an nhân dân là|Hội viên|Đoàn viên|Đài thọ|Văn phòng phẩm|Bộ máy|Bộ mặt|Nhóm tiêu chí
Nhóm nhiệm vụ|Nhóm giải pháp|Nhóm hộ
""")

# What a head is called; the name of what he heads follows.
HEADS = any_of("""
Chủ tịch|Phó Chủ tịch|Giám đốc|Thủ trưởng|Chánh Văn phòng|Chánh Thanh tra|Trưởng ban|Trưởng phòng
Bí thư|Tổng Giám đốc|Cục trưởng|Chi cục trưởng|Chỉ huy trưởng|Thường trực|Ban Thường vụ
Người đứng đầu|Lãnh đạo|Hiệu trưởng|Tổ trưởng|Các đồng chí|đồng chí|Ban Giám đốc|Trưởng các
Ban cán sự đảng|Đảng đoàn|cấp ủy|Phó Trưởng ban|Phó Giám đốc|Tư lệnh|Chính trị viên|Viện trưởng
Tổng Biên tập|Bộ trưởng
""")

# Kinds of bodies after “các”.
KINDS = any_of("""
sở|ban|ngành|ban ngành|ban, ngành|đoàn thể|cơ quan|đơn vị|địa phương|tổ chức chính trị - xã hội
tổ chức chính trị|tổ chức đảng|đoàn thể chính trị - xã hội|đoàn thể chính trị xã hội|cấp ủy đảng
huyện, thị, thành ủy|huyện, thành, thị ủy|huyện, thành ủy|huyện, thị ủy|huyện, thị xã, thành ủy
tổ chức|hội|huyện|thành phố|thị xã|quận|xã|phường|thị trấn|huyện ủy|thành ủy|thị ủy|quận ủy
đảng ủy|cấp ủy|chi bộ|thành viên|phòng|phòng, ban|bộ|chủ đầu tư|doanh nghiệp|hợp tác xã|trường
bệnh viện|đảng bộ|cơ quan thông tấn|cơ quan báo chí|ngân hàng|tổ chức thành viên|chủ hộ|chi cục
ban quản lý|cơ sở|đồng chí|công ty|tổ chức đoàn thể|hội đặc thù|thôn|làng|cơ quan chuyên môn|đoàn
tổ công tác|đảng bộ trực thuộc|chính quyền|ban đảng|tổ đại biểu|đại biểu|ban xây dựng đảng
cơ quan tham mưu, giúp việc|cơ quan tham mưu
""")

# What narrows a kind down: “thuộc tỉnh”, “có liên quan”.
WHOSE = any_of("""
thuộc tỉnh|cấp tỉnh|của tỉnh|trong tỉnh|toàn tỉnh|ở tỉnh|có liên quan|liên quan|trực thuộc
trên địa bàn tỉnh|trên địa bàn|tỉnh|huyện|cấp huyện|cấp xã|thuộc huyện|thuộc Ủy ban nhân dân tỉnh
thuộc UBND tỉnh|trung ương|của huyện|các cấp|nêu trên|Ban Chỉ đạo|trong toàn tỉnh|ở cơ sở
phụ trách tiêu chí|Hội đồng nhân dân tỉnh|HĐND tỉnh|HĐND|Hội đồng nhân dân|Tỉnh ủy|của Tỉnh ủy
Hội đồng nhân dân huyện|HĐND huyện|chuyên môn|phụ trách|chuyên môn cấp huyện|Chương trình
chức năng|quản lý|có xã|trực thuộc Tỉnh ủy|của Ban Chỉ đạo
""")
