// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/exportdialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

QString displayName(ExportFormat format)
{
    switch (format) {
    case ExportFormat::JsonLines:
        return ExportDialog::tr("JSON Lines");
    case ExportFormat::Csv:
        return ExportDialog::tr("CSV");
    case ExportFormat::PlainText:
        return ExportDialog::tr("Plain text");
    case ExportFormat::Har:
        return ExportDialog::tr("HAR 1.2");
    }
    return {};
}

QString explanation(ExportFormat format)
{
    switch (format) {
    case ExportFormat::JsonLines:
        return ExportDialog::tr("One JSON object a row, with all that is known of it. For scripts and jq.");
    case ExportFormat::Csv:
        return ExportDialog::tr("A table with a header row. A spreadsheet may take a payload that begins with = + - or "
                                "@ for a formula.");
    case ExportFormat::PlainText:
        return ExportDialog::tr("A line a row, for people.");
    case ExportFormat::Har:
        return ExportDialog::tr("Handshakes and messages as browsers write them. Of the other events, errors alone.");
    }
    return {};
}

} // namespace

QString fileFilter(ExportFormat format)
{
    return u"%1 (*.%2)"_s.arg(displayName(format), fileSuffix(format));
}

ExportDialog::ExportDialog(const Counts &counts, QWidget *parent)
    : QDialog(parent)
    , m_format(new QComboBox(this))
    , m_all(new QRadioButton(this))
    , m_shown(new QRadioButton(this))
    , m_selected(new QRadioButton(this))
{
    setObjectName(u"exportDialog"_s);
    setWindowTitle(tr("Export"));
    m_format->setObjectName(u"exportFormat"_s);
    for (const auto format : {ExportFormat::JsonLines, ExportFormat::Csv, ExportFormat::PlainText, ExportFormat::Har})
        m_format->addItem(displayName(format), int(format));
    const auto number = [this](qint64 count) { return locale().toString(count); };
    m_all->setObjectName(u"exportAll"_s);
    m_all->setText(tr("All (%1)").arg(number(counts.all)));
    m_shown->setObjectName(u"exportShown"_s);
    m_shown->setText(tr("What the log shows (%1)").arg(number(counts.shown)));
    m_shown->setEnabled(counts.shown < counts.all);
    m_selected->setObjectName(u"exportSelected"_s);
    m_selected->setText(tr("What is selected (%1)").arg(number(counts.selected)));
    m_selected->setEnabled(counts.selected > 0);
    if (m_shown->isEnabled())
        m_shown->setChecked(true);
    else
        m_all->setChecked(true);

    auto *about = new QLabel(this);
    about->setObjectName(u"exportAbout"_s);
    about->setWordWrap(true);
    const auto explain = [this, about] { about->setText(explanation(format())); };
    connect(m_format, &QComboBox::currentIndexChanged, this, explain);
    // As high as the longest, so that nothing moves when another is chosen.
    int height = 0;
    for (int i = 0; i < m_format->count(); ++i) {
        about->setText(explanation(ExportFormat(m_format->itemData(i).toInt())));
        height = std::max(height, about->heightForWidth(320));
    }
    about->setMinimumHeight(height);
    explain();

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Choose a file…"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *form = new QFormLayout(this);
    form->addRow(tr("Format:"), m_format);
    form->addRow(QString(), about);
    form->addRow(tr("Rows:"), m_all);
    form->addRow(QString(), m_shown);
    form->addRow(QString(), m_selected);
    form->addRow(buttons);
    setMinimumWidth(460);
}

ExportFormat ExportDialog::format() const
{
    return ExportFormat(m_format->currentData().toInt());
}

ExportDialog::Rows ExportDialog::rows() const
{
    return m_selected->isChecked() ? Rows::Selected : m_shown->isChecked() ? Rows::Shown : Rows::All;
}

} // namespace sonde
