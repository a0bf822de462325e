//! The words of the views.

crate::ui::words::words! {
    FILINGS = "备案登记", "Register of filings";
    FILINGS_ABOUT = "第十六条：测试通过后，正式基于省政务云运行，同时将服务合同、测试报告和安全风险评估报告报送备案。", "Article 16: once the test is passed the system goes live, and contract, test report and risk assessment are filed (备案).";
    YEAR = "年度审核汇总", "Yearly summary";
    YEAR_ABOUT = "第四条：根据实际产生的服务类别、内容和实际采购价格核算服务费用，9月底前审核汇总后提交省财政厅，下一年度支付。", "Article 4: fees by the services that really ran and their actual prices, audited and summed by the end of September, paid in the next year.";
    BUDGET = "服务费预算", "Budget of fees";
    BUDGET_ABOUT = "第三条、第九条：使用费纳入部门预算。应付为已审核的使用；预测另列，不计入应付。", "Articles 3 and 9: fees stand in the departments' budgets. Due is what was used and audited; the forecast stands apart.";
    MONITORING = "监测与资源调整建议", "Monitoring and advice";
    MONITORING_ABOUT = "第十七条：对资源利用率明显偏低的信息系统提出资源调整建议。监测文件只在本机读取，不会上传。", "Article 17: advice to systems whose utilisation is plainly low (明显偏低). The file is read on this computer and sent nowhere.";
    NOT_YOURS = "此页供{}使用；页面没有给出这一角色。", "This view is for: {}. The page does not name that role.";
    COMING = "正在载入案卷登记簿…", "Loading the register …";
    NOT_GIVEN = "页面没有给出案卷登记簿。", "The page gives no register of cases.";
    MISSING = "案卷登记簿不能使用：{}", "The register cannot be used: {}";
    NO_JOURNALS = "页面给出的是服务清单；备案登记需要案卷办理记录。", "The page gave a list of services: filings need the journals of cases.";
    NO_RULE = "该日期没有生效的结算规定。", "No rule of settlement is in force on this day.";
    COUNT = "备案", "Filings";
    COUNTED = "{} 项，最近的在前", "{}, the newest first";
    CSV = "下载 CSV", "Download CSV";
    NOTHING = "没有内容。", "Nothing stands here.";
    MORE = "另有 {} 行，见 CSV 文件或打印件。", "{} more rows are in the CSV file and on paper.";
    YEARS = "年度", "Year";
    YEAR_OF = "{} 年", "{}";
    CLOSED = "已截止", "closed";
    RUNNING = "进行中", "running";
    LEFT_OUT = "未计入以下各表：{}", "is in none of the tables: {}";
    CHOOSE_FILE = "监测文件（CSV，UTF-8）", "Monitoring file (CSV, UTF-8)";
    CHOOSE = "选择文件", "Choose a file";
    MONTH = "文件没有月份列时，全部数据所属的月份（如 2026-01）", "The month of all rows, where the file has no column of months (as 2026-01)";
    MONTH_WRONG = "“{}”不是月份，应写作 2026-01", "'{}' is no month; write 2026-01";
    READ = "已读取：{}", "Read: {}";
    UNREADABLE = "“{}”不能读取：{}", "'{}' cannot be read: {}";
    NOT_UTF8 = "文件不是 UTF-8 编码，请在表格软件中另存为“CSV UTF-8”", "it is not UTF-8; save it as 'CSV UTF-8' in the spreadsheet";
    TOO_LARGE = "文件超过 {} MB", "it is larger than {} MB";
    NO_FILE = "尚未选择文件。", "No file is chosen so far.";
    NO_LOW_RULE = "该日期没有生效的“明显偏低”界限。", "No rule of what is plainly low is in force on this day.";
    OWN_NONE = "文件中没有名为“{}”的系统。", "The file has no system named '{}'.";
    USE = "填入本建议", "Fill it in";
    PROPOSED = "建议：{}", "Proposed: {}";
    SAVES = "节省：{}", "Saves: {}";
    NOT_PROPOSED = "不提调整数量：{}", "No amounts are proposed: {}";
    DIFFERS = "注意：监测的{}为 {}，现行申请为 {}。", "Note: monitored {} is {}, applied for is {}.";
}
