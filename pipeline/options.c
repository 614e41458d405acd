/* options.c - what may stand on the command line. */
#include "options.h"

#include <getopt.h>
#include <string.h>

static const char help_in_english[] =
    "gradepress decides from a month's export whether support units keep, gain or lose\n"
    "their level, and writes the office's workbook, decision papers and certificates.\n"
    "\n"
    "  gradepress run --input DIR --output DIR [options]   decide, write everything to --output\n"
    "  gradepress check --input DIR [options]              validate an export, write nothing\n"
    "  gradepress check --templates DIR                    validate rules, wording and artwork alone\n"
    "  gradepress preview --input DIR --unit UNIT --output DIR [--template DIR]   its papers, marked 样张\n"
    "  gradepress explain --input DIR UNIT [options]       how one unit's decisions came about\n"
    "  gradepress schemes [NAME] [--json]                  the rules in force, and a programme's items\n"
    "  gradepress rulings WORKBOOK [--register FILE]       rulings filled into decisions.xlsx, as NDJSON\n"
    "  gradepress seal DIR --as-of DATE [--period P]       make export.json for a folder\n"
    "  gradepress help | --help | --version\n"
    "\n"
    "Of the office's register, all with --register FILE; tables, or JSON with --json:\n"
    "  gradepress register list [--unit U] [--scheme S] [--status W]   certificates\n"
    "  gradepress register show NO [--scheme S]            all versions of one, and what lies behind them\n"
    "  gradepress register history UNIT                    a unit's lines of all periods\n"
    "  gradepress register verify [--head DIGEST [--length N]]   audit chain, every row, archive\n"
    "  gradepress register export                          everything, as lines of JSON\n"
    "  gradepress register correct NO --reason TEXT --by NAME [--scheme S] [--level L] [--status W]\n"
    "      [--valid-from D] [--valid-to D] [--counted-from D] [--unit U]   a wrongly imported holding\n"
    "  gradepress diff PERIOD PERIOD                       who moved, and which requirement moved them\n"
    "  gradepress status --as-of DATE                      what is valid, ends, opens, is to be rectified\n"
    "\n"
    "Options of run (check and explain take --templates, --as-of and --rulings, schemes --templates):\n"
    "  --input DIR       the export: a folder with export.json\n"
    "  --output DIR      where the results are put, whole or not at all\n"
    "  --templates DIR   rules, wording and artwork (default: those installed with the program)\n"
    "  --template DIR    one programme's folder in place of the rules' own (preview, check)\n"
    "  --as-of DATE      decide as of this day instead of the export's as_of\n"
    "  --rulings FILE    more rulings, from outside the export; may be repeated\n"
    "  --register FILE   the office's memory: holdings, decisions and numbers of earlier periods\n"
    "  --confirm DIGEST  issue although the period differs much from the last one\n"
    "  --scheme NAME     decide only this programme; may be repeated\n"
    "  --jobs N          worker processes that draw papers (default: one per processor)\n"
    "  --dry-run         print what would be issued, withdrawn or warned; write nothing\n"
    "  --lang zh|en      of workbooks' headings, page and messages (papers are Chinese;\n"
    "                    without it workbooks and page are Chinese, messages English)\n"
    "  --quiet           no summary\n"
    "\n"
    "rulings takes --register and --period P: what the workbook must be of.\n"
    "\n"
    "Rulings and evidence dated after as_of do not count yet: a ruling of 3 November acts in\n"
    "October's run only with --as-of 2026-11-03, else in November's.\n"
    "\n"
    "Exit status: 0 done; 2 done, but something needs a person (the last line says what);\n"
    "64 usage; 65 input or register unusable, or verify found something; 70 a defect of the\n"
    "program; 73 output or register cannot be written; 75 another run holds one of them;\n"
    "78 rules or templates broken.\n";

static const char help_in_chinese[] =
    "gradepress 根据一个月的导出数据判定支撑单位等级的保持、取得与丧失，并生成办公室用的工作簿、\n"
    "审批文件和证书。\n"
    "\n"
    "  gradepress run --input DIR --output DIR [选项]      判定，全部结果写入 --output\n"
    "  gradepress check --input DIR [选项]                 核对导出数据，不写任何文件\n"
    "  gradepress check --templates DIR                    只核对规则、文字和图样\n"
    "  gradepress preview --input DIR --unit UNIT --output DIR [--template DIR]   一个单位的样张\n"
    "  gradepress explain --input DIR UNIT [选项]          一个单位的判定是怎样得出的\n"
    "  gradepress schemes [NAME] [--json]                  现行规则；一个计划的全部评审项\n"
    "  gradepress rulings WORKBOOK [--register FILE]       读出 decisions.xlsx 中填写的批复（NDJSON）\n"
    "  gradepress seal DIR --as-of DATE [--period P]       为一个文件夹生成 export.json\n"
    "  gradepress help | --help | --version\n"
    "\n"
    "有关办公室登记簿的命令，都须加 --register FILE；输出表格，加 --json 则输出 JSON：\n"
    "  gradepress register list [--unit U] [--scheme S] [--status W]   证书\n"
    "  gradepress register show NO [--scheme S]            一份证书的各版本及其来由\n"
    "  gradepress register history UNIT                    一个单位各期的事项\n"
    "  gradepress register verify [--head DIGEST [--length N]]   核对审计链、每一行和存档\n"
    "  gradepress register export                          全部内容，每行一个 JSON\n"
    "  gradepress register correct NO --reason TEXT --by NAME [--scheme S] [--level L] [--status W]\n"
    "      [--valid-from D] [--valid-to D] [--counted-from D] [--unit U]   更正导入有误的证书\n"
    "  gradepress diff PERIOD PERIOD                       谁的等级变了，因哪项要求\n"
    "  gradepress status --as-of DATE                      有效、到期、开始受理、待整改的\n"
    "\n"
    "run 的选项（check、explain、preview 可用 --templates、--as-of、--rulings，schemes 可用 --templates）：\n"
    "  --input DIR       导出数据：含 export.json 的文件夹\n"
    "  --output DIR      结果存放处；要么全部写成，要么不写\n"
    "  --templates DIR   规则、文字和图样（默认：随程序安装的）\n"
    "  --template DIR    一个计划的文件夹，代替原有的（preview、check）\n"
    "  --as-of DATE      按这一天判定，而不按导出数据的 as_of\n"
    "  --rulings FILE    导出数据以外的批复；可多次使用\n"
    "  --register FILE   办公室的登记簿：以往各期的证书、决定和号码\n"
    "  --confirm DIGEST  虽与上期差别很大，仍予签发\n"
    "  --scheme NAME     只判定这个计划；可多次使用\n"
    "  --jobs N          绘制文件的进程数（默认：每个处理器一个）\n"
    "  --dry-run         只列出将签发、撤销、警告的，不写任何文件\n"
    "  --lang zh|en      工作簿标题、网页和消息的语言（文件都是中文；不加此项时工作簿和网页为\n"
    "                    中文，消息为英文）\n"
    "  --quiet           不显示小结\n"
    "\n"
    "rulings 可用 --register 和 --period P：工作簿须属于该登记簿、该期次。\n"
    "\n"
    "日期晚于 as_of 的批复和证据尚不计入：11月3日的批复只有加 --as-of 2026-11-03 才在10月的运行中\n"
    "生效，否则在11月的运行中生效。\n"
    "\n"
    "退出状态：0 完成；2 完成，但有需要人工处理的（见最后一行）；64 命令行有误；65 导出数据或登记簿\n"
    "不能使用，或 verify 有所发现；70 程序缺陷；73 输出或登记簿不能写入；75 另一次运行正占用；\n"
    "78 规则或模板有误。\n";

const char *options_help(enum language language)
{
    return language == LANGUAGE_CHINESE ? help_in_chinese : help_in_english;
}

enum {
    OPTION_INPUT = 256, OPTION_OUTPUT, OPTION_TEMPLATES, OPTION_AS_OF, OPTION_RULINGS, OPTION_SCHEME, OPTION_JOBS,
    OPTION_REGISTER, OPTION_CONFIRM, OPTION_DRY_RUN, OPTION_QUIET, OPTION_PERIOD, OPTION_JSON, OPTION_HELP,
    OPTION_UNIT, OPTION_STATUS, OPTION_HEAD, OPTION_LENGTH, OPTION_REASON, OPTION_BY, OPTION_LEVEL,
    OPTION_VALID_FROM, OPTION_VALID_TO, OPTION_COUNTED_FROM, OPTION_TEMPLATE, OPTION_LANG
};

static RESULT read_day(date *out, const char *option, const char *text)
{
    return date_parse_plain(text, out) ? OK : FAIL(USAGE, "%s: found \"%s\", expected a date YYYY-MM-DD", option, text);
}

static RESULT read_number(int64_t *out, const char *option, const char *text, int64_t most)
{
    struct exact value;

    if (strspn(text, "0123456789") != strlen(text) || !exact_parse(text, &value) || value.num < 1 || value.num > most)
        return FAIL(USAGE, "%s: found \"%s\", expected a number from 1 to %lld", option, text, (long long)most);
    *out = (int64_t)value.num;
    return OK;
}

static RESULT read_jobs(int *out, const char *text)
{
    int64_t jobs = 0;

    TRY(read_number(&jobs, "--jobs", text, 64));
    *out = (int)jobs;
    return OK;
}

static RESULT read_word(const char **out, const char *option, const char *text)
{
    *out = text;
    return *text ? OK : FAIL(USAGE, "%s: its value is empty", option);
}

/* Without the option sheets and page are Chinese, messages English. */
static RESULT read_language(struct command_line *line, const char *value)
{
    if (strcmp(value, "zh") != 0 && strcmp(value, "en") != 0)
        return FAIL(USAGE, "--lang: found \"%s\", expected zh or en", value);
    line->run.language = *value == 'z' ? LANGUAGE_CHINESE : LANGUAGE_ENGLISH;
    error_speak(line->run.language);
    return OK;
}

/* Options of the commands on the register. */
static RESULT take_registry_option(struct registry_options *registry, int option, const char *value)
{
    struct correction *c = &registry->correction;

    switch (option) {
    case OPTION_UNIT: return read_word(&registry->unit, "--unit", value);
    case OPTION_STATUS: return read_word(&registry->status, "--status", value);
    case OPTION_HEAD: return read_word(&registry->head, "--head", value);
    case OPTION_LENGTH: return read_number(&registry->length, "--length", value, INT32_MAX);
    case OPTION_REASON: return read_word(&c->reason, "--reason", value);
    case OPTION_BY: return read_word(&c->by, "--by", value);
    case OPTION_LEVEL: return read_word(&c->level, "--level", value);
    case OPTION_VALID_FROM: return read_day(&c->valid_from, "--valid-from", value);
    case OPTION_VALID_TO: return read_day(&c->valid_to, "--valid-to", value);
    case OPTION_COUNTED_FROM: return read_day(&c->counted_from, "--counted-from", value);
    default: return FAIL(DEFECT, "an option is not taken");
    }
}

static RESULT take_option(struct command_line *line, int option, const char *value)
{
    switch (option) {
    case OPTION_INPUT: line->run.input = value; return OK;
    case OPTION_OUTPUT: line->run.output = value; return OK;
    case OPTION_TEMPLATES: line->run.templates = value; return OK;
    case OPTION_TEMPLATE: line->template_folder = value; return OK;
    case OPTION_LANG: return read_language(line, value);
    case OPTION_AS_OF: return read_day(&line->run.as_of, "--as-of", value);
    case OPTION_RULINGS: line->rulings[line->run.ruling_count++] = value; return OK;
    case OPTION_SCHEME: line->schemes[line->run.scheme_count++] = value; return OK;
    case OPTION_REGISTER: line->run.register_path = value; return OK;
    case OPTION_CONFIRM: line->run.confirmed = value; return OK;
    case OPTION_JOBS: return read_jobs(&line->run.jobs, value);
    case OPTION_DRY_RUN: line->is_dry = true; return OK;
    case OPTION_QUIET: line->run.is_quiet = true; return OK;
    case OPTION_PERIOD: line->period = value; return OK;
    case OPTION_JSON: line->as_json = true; return OK;
    case OPTION_HELP: line->wants_help = true; return OK;
    default: return take_registry_option(&line->registry, option, value);
    }
}

static const struct option option_table[] = {
    {"input", required_argument, NULL, OPTION_INPUT},
    {"output", required_argument, NULL, OPTION_OUTPUT},
    {"templates", required_argument, NULL, OPTION_TEMPLATES},
    {"template", required_argument, NULL, OPTION_TEMPLATE},
    {"as-of", required_argument, NULL, OPTION_AS_OF},
    {"rulings", required_argument, NULL, OPTION_RULINGS},
    {"scheme", required_argument, NULL, OPTION_SCHEME},
    {"register", required_argument, NULL, OPTION_REGISTER},
    {"confirm", required_argument, NULL, OPTION_CONFIRM},
    {"jobs", required_argument, NULL, OPTION_JOBS},
    {"dry-run", no_argument, NULL, OPTION_DRY_RUN},
    {"quiet", no_argument, NULL, OPTION_QUIET},
    {"period", required_argument, NULL, OPTION_PERIOD},
    {"json", no_argument, NULL, OPTION_JSON},
    {"help", no_argument, NULL, OPTION_HELP},
    {"unit", required_argument, NULL, OPTION_UNIT},
    {"status", required_argument, NULL, OPTION_STATUS},
    {"head", required_argument, NULL, OPTION_HEAD},
    {"length", required_argument, NULL, OPTION_LENGTH},
    {"reason", required_argument, NULL, OPTION_REASON},
    {"by", required_argument, NULL, OPTION_BY},
    {"level", required_argument, NULL, OPTION_LEVEL},
    {"valid-from", required_argument, NULL, OPTION_VALID_FROM},
    {"valid-to", required_argument, NULL, OPTION_VALID_TO},
    {"counted-from", required_argument, NULL, OPTION_COUNTED_FROM},
    {"lang", required_argument, NULL, OPTION_LANG},
    {NULL, 0, NULL, 0},
};

/* How many words that are no options a command takes. */
static int argument_count(enum command command)
{
    return command == COMMAND_REGISTER || command == COMMAND_DIFF ? MAX_ARGUMENTS : 1;
}

/* What is wrong with the command line is said in the language it names, wherever that stands. */
static void speak_early(int argc, char **argv)
{
    for (int i = 0; i + 1 < argc; i++)
        if (strcmp(argv[i], "--lang") == 0 && strcmp(argv[i + 1], "zh") == 0)
            error_speak(LANGUAGE_CHINESE);
}

static RESULT read_options(struct command_line *line, int argc, char **argv)
{
    int option;

    opterr = 0;
    while ((option = getopt_long(argc, argv, ":", option_table, NULL)) != -1) {
        if (option == '?' || option == ':')
            return option == ':' ? FAIL(USAGE, "%s: its value is missing; see gradepress --help", argv[optind - 1])
                                 : FAIL(USAGE, "%s: this option is not known; see gradepress --help", argv[optind - 1]);
        TRY(take_option(line, option, optarg));
    }
    for (int i = 0; i < argument_count(line->command) && optind < argc; i++)
        line->arguments[i] = argv[optind++];
    return optind < argc ? FAIL(USAGE, "%s: not expected here; see gradepress --help", argv[optind]) : OK;
}

RESULT options_read(struct command_line *line, int argc, char **argv)
{
    static const struct { const char *word; enum command command; } commands[] = {
        {"run", COMMAND_RUN}, {"check", COMMAND_CHECK}, {"explain", COMMAND_EXPLAIN}, {"rulings", COMMAND_RULINGS}, {"schemes", COMMAND_SCHEMES},
        {"seal", COMMAND_SEAL}, {"preview", COMMAND_PREVIEW}, {"register", COMMAND_REGISTER}, {"diff", COMMAND_DIFF}, {"status", COMMAND_STATUS},
    };

    speak_early(argc, argv);
    if (line->wants_help)
        return read_options(line, argc, argv);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(argv[0], commands[i].word) == 0) {
            line->command = commands[i].command;
            return read_options(line, argc, argv);
        }
    return FAIL(USAGE, "%s: this command is not known; see gradepress --help", argv[0]);
}
