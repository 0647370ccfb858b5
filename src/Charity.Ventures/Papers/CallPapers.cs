using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Calls;

namespace Charity.Ventures.Papers;

/// <summary>
/// The documents a call is published with (征集文件): its announcement, samples, rules. Everybody reads them once the call is public. What is
/// added or taken away after that is an amendment of its own accord.
/// </summary>
internal static class CallPapers
{
    public const string Purpose = "paper";

    public static AttachmentOwner Of(Call call) => new("call", call.Id);

    public static LocalizedText Added(string name) => new($"新增文件：{name}", $"Document added: {name}");

    public static LocalizedText Removed(string name) => new($"移除文件：{name}", $"Document removed: {name}");
}
