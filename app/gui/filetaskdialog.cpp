// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/filetaskdialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sonde {

namespace {

constexpr auto ShownAfter = 400ms; ///< What is done sooner needs no dialog that flashes up.
constexpr int Steps = 1000; ///< Of the bar; counts of bytes would not fit its int.

} // namespace

FileTaskDialog::FileTaskDialog(const QString &title, FileJob::Work work, QWidget *parent)
    : QDialog(parent)
    , m_job(std::move(work))
    , m_bar(new QProgressBar(this))
    , m_text(new QLabel(title, this))
{
    setObjectName(u"fileTask"_s);
    setWindowTitle(title);
    setMinimumWidth(380);
    m_bar->setObjectName(u"fileTaskProgress"_s);
    m_bar->setAccessibleName(title);
    m_bar->setRange(0, 0); // how much there is to do is not known yet
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &FileTaskDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_text);
    layout->addWidget(m_bar);
    layout->addWidget(buttons);

    connect(&m_job, &FileJob::progressed, this, &FileTaskDialog::handleProgress);
    connect(&m_job, &FileJob::finished, this, [this](qint64 count) {
        emit succeeded(count);
        finish();
    });
    connect(&m_job, &FileJob::failed, this, [this](const Error &error) {
        emit failed(error);
        finish();
    });
    connect(&m_job, &FileJob::canceled, this, &FileTaskDialog::finish);
    QTimer::singleShot(ShownAfter, this, &QDialog::show);
    m_job.start();
}

void FileTaskDialog::reject()
{
    m_text->setText(tr("Canceling…"));
    m_job.cancel();
}

void FileTaskDialog::handleProgress(qint64 done, qint64 total)
{
    m_bar->setRange(0, total > 0 ? Steps : 0);
    if (total > 0)
        m_bar->setValue(int(double(done) / double(total) * Steps));
}

void FileTaskDialog::finish()
{
    // Not close(), which would ask to cancel once more.
    hide();
    deleteLater();
}

} // namespace sonde
