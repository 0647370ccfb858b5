using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Charity.Platform.Web;

/// <summary>
/// Gives every posting form its antiforgery token. MVC's own helper leaves it out when a form names its address itself, and such a
/// form would always be refused.
/// </summary>
[HtmlTargetElement("form", Attributes = "[method=post],action")]
public sealed class PostFormTagHelper(IHtmlGenerator generator) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // Told by asp-antiforgery, MVC's own helper does as it is told; two tokens would be refused like none.
        if (!context.AllAttributes.ContainsName("asp-antiforgery") && generator.GenerateAntiforgery(ViewContext) is { } token)
        {
            output.PostContent.AppendHtml(token);
        }
    }
}
