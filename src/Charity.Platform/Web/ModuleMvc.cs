using System.Reflection;
using Charity.Platform.Modules;
using Charity.Platform.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Platform.Web;

/// <summary>Controllers are internal: public means contract.</summary>
internal sealed class InternalControllers : ControllerFeatureProvider
{
    protected override bool IsController(TypeInfo typeInfo) =>
        typeInfo is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        && typeof(Controller).IsAssignableFrom(typeInfo)
        && typeInfo.Name.EndsWith("Controller", StringComparison.Ordinal);
}

/// <summary>A module's controllers belong to the area named like the module.</summary>
internal sealed class AreaByAssembly : IControllerModelConvention
{
    public void Apply(ControllerModel controller) => controller.RouteValues["area"] = controller.ControllerType.Assembly.GetName().Name;
}

/// <summary>The controller's pages are for staff and use the staff theme.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AdminAttribute : Attribute;

/// <summary>The controller belongs to a feature that can be switched off; then its pages do not exist.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FeaturePagesAttribute(string feature) : Attribute, IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var settings = context.HttpContext.RequestServices.GetRequiredService<ISettingsStore>();
        if (!(await settings.GetAsync<FeatureSettings>(context.HttpContext.RequestAborted)).Has(feature))
        {
            context.Result = new NotFoundResult();
            return;
        }

        await next();
    }
}

/// <summary>Reads the chosen themes before a view is looked for, because the view engine cannot wait. Error pages take the theme last read: the database may be gone.</summary>
internal sealed class KnowTheThemes : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        if (context.ActionDescriptor is not ControllerActionDescriptor { ControllerTypeInfo: var controller } || controller != typeof(ErrorController))
        {
            await context.HttpContext.RequestServices.GetRequiredService<ISettingsStore>().GetAsync<ThemeSettings>(context.HttpContext.RequestAborted);
        }

        await next();
    }
}

/// <summary>Looks for a view in the theme first: <c>Views/{module}/{controller}/{view}</c>, then <c>Views/{view}</c>, then the same in its base themes.</summary>
internal sealed class ThemeViews(ModuleCatalog modules) : IViewLocationExpander
{
    private const string Theme = "theme";

    public void PopulateValues(ViewLocationExpanderContext context)
    {
        var services = context.ActionContext.HttpContext.RequestServices;
        var themes = services.GetRequiredService<ISettingsStore>().Peek<ThemeSettings>();
        var isAdmin = context.ActionContext.ActionDescriptor is ControllerActionDescriptor action && action.ControllerTypeInfo.IsDefined(typeof(AdminAttribute), inherit: true);
        context.Values[Theme] = isAdmin ? themes.Admin : themes.Site;
    }

    public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations)
    {
        // "Charity.Donations/FundPage/RecentGifts": a view of another module, for sections that modules add to each other's pages.
        if (context.ViewName.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && context.ViewName.StartsWith("Charity.", StringComparison.Ordinal))
        {
            foreach (var theme in WithBases(context.Values[Theme]!))
            {
                yield return $"/Themes/{theme}/Views/{{0}}.cshtml";
            }

            yield return $"/Areas/{context.ViewName[..slash]}/Views{context.ViewName[slash..]}.cshtml";
            yield break;
        }

        foreach (var theme in WithBases(context.Values[Theme]!))
        {
            yield return $"/Themes/{theme}/Views/{{2}}/{{1}}/{{0}}.cshtml";
            yield return $"/Themes/{theme}/Views/{{0}}.cshtml";
        }

        foreach (var location in viewLocations)
        {
            yield return location;
        }

        yield return "/Areas/Charity.Platform/Views/Shared/{0}.cshtml";
    }

    private IEnumerable<string> WithBases(string id)
    {
        for (var theme = modules.Themes.FirstOrDefault(t => t.Id == id); theme is not null; theme = modules.Themes.FirstOrDefault(t => t.Id == theme.Manifest.BaseTheme))
        {
            yield return theme.Id;
        }
    }
}
